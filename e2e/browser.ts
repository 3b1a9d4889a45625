/**
 * Flags with which headless Chromium gives a software WebGPU adapter (vendor google, architecture swiftshader).
 * Playwright adds its own quiet flags and `--no-sandbox`.
 */
export const softwareWebGpuFlags = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
];
