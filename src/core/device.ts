/** What a person may ask for. `auto` is a hardware GPU if there is one, else WASM. */
export const DEVICE_PREFERENCES = ['auto', 'webgpu', 'wasm', 'cpu'] as const;
export type DevicePreference = (typeof DEVICE_PREFERENCES)[number];

/** What inference runs on. */
export type Device = Exclude<DevicePreference, 'auto'>;

/** Which device runs and why: shown on the page, in CLI rows and in test logs. */
export interface DeviceReport {
  readonly device: Device;
  /** GPU name, `WASM SIMD` or `JavaScript`. */
  readonly adapter: string;
  /** A GPU that is emulated on the CPU. */
  readonly software: boolean;
  /** Engine workers in parallel. */
  readonly workers: number;
  /** One sentence: why this device and not another. */
  readonly reason: string;
}
