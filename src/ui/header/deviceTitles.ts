import type { DevicePreference } from '../../core/device';
import { t } from '../../core/language/t';

/** Names of the devices for readers. */
export const DEVICE_TITLES: Readonly<Record<DevicePreference, string>> = {
  get auto() {
    return t`Auto`;
  },
  webgpu: 'WebGPU',
  wasm: 'WASM',
  cpu: 'CPU',
};
