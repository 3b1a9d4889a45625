import { DEVICE_PREFERENCES } from '../../core/device';
import { SpecError } from '../../core/errors';
import { startDevice } from '../../engine/inference/devices';
import { checkChoice } from '../../experiment/settings/settingError';
import { countOf } from '../../experiment/text/numberWords';
import { nodeGpu } from '../../worker/nodeGpu';
import { findNodeTests } from '../conformance/nodeTests';
import { runNodeTest } from '../conformance/runNodeTest';
import { EXIT_FAILURE, printStatus, runCommand } from '../options/command';

const USAGE = `Usage: npm run conformance -- <folder> [options]

Runs the tests of ONNX operators in a folder, each with model.onnx and test_data_set_*/input_*.pb
and output_*.pb, such as those of the ONNX project. Compares the first output of each. Prints what
failed and, by reason, what was refused. Ends with exit code 1 if a test failed.

Options:
  --device <name>       webgpu, wasm or cpu [cpu]
  --only <text>         tests whose name contains the text [all]
  --refused             list the refused tests by name, with the reason of each
  --help                print this text
`;

const OPTIONS = {
  device: { type: 'string', default: 'cpu' },
  only: { type: 'string', default: '' },
  refused: { type: 'boolean', default: false },
} as const;

runCommand(
  { usage: USAGE, options: OPTIONS, allowPositionals: true },
  async ({ device, only, refused }, folders) => {
    const [folder, second] = folders;
    if (folder === undefined || second !== undefined)
      throw new SpecError('folder', `Cannot test ${folders.length} folders: expected one`);
    const preference = checkChoice('device', device, DEVICE_PREFERENCES);
    const tests = findNodeTests(folder).filter(({ name }) => name.includes(only));
    await startDevice(preference, { wasmPaths: undefined, gpu: nodeGpu });
    const counts = { passed: 0, failed: 0, refused: 0 };
    const reasons = new Map<string, number>();
    for (const test of tests) {
      const { outcome, reason } = await runNodeTest(test);
      counts[outcome]++;
      if (outcome === 'failed') process.stdout.write(`failed   ${test.name}: ${reason}\n`);
      if (outcome === 'refused') {
        if (refused) process.stdout.write(`refused  ${test.name}: ${reason}\n`);
        const kind = kindOf(reason);
        reasons.set(kind, (reasons.get(kind) ?? 0) + 1);
      }
    }
    for (const [reason, count] of [...reasons].sort(([, a], [, b]) => b - a))
      process.stdout.write(`${String(count).padStart(5)} refused: ${reason}\n`);
    printStatus(
      `${countOf(tests.length, 'test')}: ${counts.passed} passed, ${counts.failed} failed, ${counts.refused} refused`,
    );
    return counts.failed > 0 ? EXIT_FAILURE : 0;
  },
);

/** Returns a reason without the file and the names in it. */
function kindOf(reason: string): string {
  return reason.replace(/^model\.onnx: /, '').replace(/: .*/, '');
}
