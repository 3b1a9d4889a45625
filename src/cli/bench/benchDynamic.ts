import { checkCatalogModel } from '../../core/network/catalog';
import { sampleNoun } from '../../core/network/sampleNoun';
import type { Lifetime } from '../../core/site/injection';
import { NO_SHORTCUTS } from '../../core/site/shortcuts';
import { formatText } from '../../core/words/numberFormat';

import { Engine } from '../../engine/inference/engine';
import { loadNetwork } from '../../engine/loading/loadNetwork';
import { loadSamples } from '../../engine/loading/loadSamples';
import { hasStructure } from '../../experiment/settings/checkStructures';
import { DEFAULT_SPEC, type ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { specOfModel } from '../../experiment/settings/specOfModel';
import { toInjection } from '../../experiment/settings/toInjection';
import { readEmbeddedData, readModelFiles } from '../session/assets';
import { compareTimes, milliseconds, print, range } from './timing';

/** Samples of one inference, enough for a trial of tens of milliseconds. */
const SAMPLES: Readonly<Record<string, number>> = { 'lenet-fc': 1000, 'chip-net': 1000, 'lenet-cnn': 200 };
const OTHER_SAMPLES = 32;
const BER = 1e-4;
const LIFETIMES = ['permanent', 'transient'] as const satisfies readonly Lifetime[];
const MAX_OVER_QUANTIZED = 1.15;
const MAX_OVER_FLOAT = 2;

/**
 * Times trials with faults in all activations, and in the hidden state if there is one. Compares
 * them with the same inference with the site quantised and no faults, and with float inference.
 * `ids` are of models with weights.
 */
export async function benchDynamic(rounds: number, ids: readonly string[]): Promise<number> {
  print(`\nDynamic injection at ${BER}, medians with the 10-90 % range (targets: at most`);
  print(
    `${MAX_OVER_QUANTIZED} times the quantised and ${MAX_OVER_FLOAT} times the float inference; the paper: 3.5)`,
  );
  for (const id of ids) await benchModel(id, rounds);
  return 0;
}

async function benchModel(id: string, rounds: number): Promise<void> {
  const model = checkCatalogModel(id);
  const numSamples = SAMPLES[id] ?? OTHER_SAMPLES;
  const data = await loadSamples(readEmbeddedData(model.dataKind, numSamples), false);
  const { network } = await loadNetwork(readModelFiles(id, 'generated'), model);
  // Without shortcuts, so that every run computes the whole network.
  const engine = new Engine(network, data, { shortcuts: NO_SHORTCUTS });
  const structures = (['activations', 'hiddenState'] as const).filter((name) => hasStructure(model, name));
  const base: ExperimentSpec = { ...specOfModel(id, DEFAULT_SPEC), structures, numSamples };
  print(
    `  ${model.title}, ${numSamples} ${sampleNoun(model.dataKind)}s, ${formatText(base.activationFormat)} ${structures.join(' + ')}`,
  );
  let trial = 0;
  const float = async () => void (await engine.correct(null, numSamples));
  for (const lifetime of LIFETIMES) {
    const spec = { ...base, lifetime };
    const faulty = async () => void (await engine.evaluate([toInjection(spec, BER, trial++)]));
    const quantized = async () => void (await engine.evaluate([toInjection(spec, 0, 0)]));
    const overQuantized = await compareTimes(faulty, quantized, rounds);
    const overFloat = await compareTimes(faulty, float, rounds);
    print(
      `    ${lifetime.padEnd(9)} ${milliseconds(overQuantized.a, 1).padStart(10)}  ` +
        `over quantised ${range(overQuantized.ratio)}  over float ${range(overFloat.ratio)}`,
    );
  }
  engine.dispose();
}
