import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOG } from '../../core/network/catalog';
import { commandLine } from '../../experiment/documents/commandLine';
import { anySpec } from '../../experiment/settings/anySpec.arbitrary';
import { checkSpec } from '../../experiment/settings/checkSpec';
import { experimentKey } from '../../experiment/settings/experimentKey';
import { DEFAULT_SPEC, type ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { ownSpec } from '../../experiment/settings/ownSpec.fake';
import { specOfModel } from '../../experiment/settings/specOfModel';
import { readExperiment, SPEC_OPTIONS } from './specOptions';

/** Reads a command as `npm run sweep` does after a shell. */
function readCommand(command: string) {
  const start = 'npm run sweep -- ';
  expect(command.startsWith(start)).toBe(true);
  const args = Array.from(
    command.slice(start.length).matchAll(/"([^"]*)"|(\S+)/g),
    (match) => match[1] ?? match[2]!,
  );
  const warnings: string[] = [];
  const { values } = parseArgs({ args, options: SPEC_OPTIONS });
  const { spec } = readExperiment(values, (sentence) => warnings.push(sentence));
  return { spec, warnings };
}

/** Settings whose value no trial depends on are not part of the command. */
const meaning = (spec: ExperimentSpec) => ({
  key: experimentKey(spec),
  bers: spec.bers,
  trials: spec.trials,
});

describe('commandLine', () => {
  it.each([...CATALOG.keys()])('repeats the first experiment of %s', (model) => {
    const spec = specOfModel(model, DEFAULT_SPEC);
    const command = commandLine(spec);
    if (spec.data !== 'generated') {
      expect(command).toContain('--data "<ImageNet>" --weights "<ImageNet weights>"');
      return;
    }
    const read = readCommand(command);
    expect(read.spec).toEqual(spec);
    expect(read.warnings).toEqual([]);
  });

  it('repeats any experiment on data and weights that ship', () => {
    fc.assert(
      fc.property(anySpec, (any) => {
        const { dataKind, weights } = CATALOG.get(any.model)!;
        fc.pre(dataKind !== 'photos');
        const spec = checkSpec({ ...any, data: 'generated', weights: weights[0]!, numSamples: 5 });
        expect(meaning(readCommand(commandLine(spec)).spec)).toEqual(meaning(spec));
      }),
    );
  });

  it('has a place for files that only the reader has', () => {
    const command = commandLine({ ...DEFAULT_SPEC, data: 'mnist', weights: 'file-fedcba9876543210' });
    expect(command).toContain('--data "<MNIST>" --weights "<weight file fedcba98…>"');
  });
});

it('names the file of a network of the reader in place of its identity, and no weights', () => {
  const command = commandLine(ownSpec());
  expect(command).toContain('--model "<lenet.onnx>" --data "<samples 5a5a5a5a…>" --preprocess "divide=2"');
  expect(command).not.toContain('--weights');
});
