/** Devices that a user may request. `auto` means a hardware GPU if there is one, else WASM. */
export const DEVICE_PREFERENCES = ['auto', 'webgpu', 'wasm', 'cpu'] as const;
export type DevicePreference = (typeof DEVICE_PREFERENCES)[number];

/** Device that inference runs on. */
export type Device = Exclude<DevicePreference, 'auto'>;

/** Device in use and the reason for it: shown on the page, in CLI rows and in test logs. */
export interface DeviceReport {
  readonly device: Device;
  /** GPU name, `WASM SIMD` or `JavaScript`. */
  readonly adapter: string;
  /** True for a GPU that is emulated on the CPU. */
  readonly software: boolean;
  /** Number of engine workers that run in parallel. */
  readonly workers: number;
  /** One sentence: why this device was chosen. */
  readonly reason: string;
}
