import { DEVICE_PREFERENCES } from '../../core/device';
import { startDevice } from '../../engine/inference/devices';
import { checkParity } from '../../engine/kernels/parityCases';
import { checkChoice } from '../../experiment/settings/settingError';
import { nodeGpu } from '../../worker/nodeGpu';
import { printStatus, runCommand } from '../options/command';

const USAGE = `Usage: npm run parity -- [options]

Runs the fault engine's kernels on a device and compares every output bit with the TypeScript they
mirror. A device that fails must not be used: it would flip other bits than a link says.

Options:
  --device <name>  auto, webgpu, wasm or cpu [auto: a hardware GPU if Dawn finds one, else WASM]
  --help           print this text
`;

const OPTIONS = {
  device: { type: 'string', default: 'auto' },
} as const;

runCommand({ usage: USAGE, options: OPTIONS }, async (values) => {
  const preference = checkChoice('device', values.device, DEVICE_PREFERENCES);
  const { device, adapter, reason } = await startDevice(preference, { wasmPaths: undefined, gpu: nodeGpu });
  printStatus(`Device: ${device} (${adapter}): ${reason}`);
  const { ran, failures } = await checkParity();
  for (const { name, index, found, wanted } of failures) {
    printStatus(`${name}: word ${index} is ${found.toString(16)}, expected ${wanted.toString(16)}`);
  }
  process.stdout.write(`${ran - failures.length} of ${ran} kernel cases agree on ${device} (${adapter})\n`);
  return failures.length === 0 ? 0 : 1;
});
