import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { shippedEngine } from '../../engine/inference/shippedEngine.fake';
import { STORED_PAPER } from '../../experiment/paper/storedPaper';
import { toInjection } from '../../experiment/settings/toInjection';
import { gridBers } from '../../experiment/sweep/berGrid';

/** Places in the grid of rates: where nothing is lost yet, and where most is. */
const RATES = [6, 8, 10];

beforeAll(async () => void (await tf.setBackend('wasm')));

describe.each(['vit-mini', 'gpt-mini'])('the recorded runs of %s', (model) => {
  const runs = STORED_PAPER.filter(({ spec }) => spec.model === model);

  it('have at least ten trials at each rate, so that their curves are findings', () => {
    expect(runs.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['weights-own-bernoulli', 'activations', 'head-bernoulli']),
    );
    for (const { results, spec } of runs)
      for (const ber of gridBers(spec.bers))
        expect(results.filter((trial) => trial.ber === ber).length).toBeGreaterThanOrEqual(10);
  });

  it.each(['weights-own-bernoulli', 'activations'])('repeat from their seed: %s', async (id) => {
    const { spec, baseline, results } = runs.find((run) => run.id === id)!;
    const engine = await shippedEngine(model, spec.numSamples);
    const float = await engine.correct(null, spec.numSamples);
    expect(float.filter((isRight) => isRight === 0)).toHaveLength(baseline.float.wrong);
    const bers = gridBers(spec.bers);
    const points = RATES.map((place, trial) => ({ ber: bers[place]!, trial }));
    const counts = await engine.evaluate(points.map(({ ber, trial }) => toInjection(spec, ber, trial)));
    const stored = points.map(
      ({ ber, trial }) => results.find((one) => one.ber === ber && one.trial === trial)!,
    );
    expect(counts.map(({ wrong, due = 0 }) => [wrong, due])).toEqual(
      stored.map(({ wrong, due = 0 }) => [wrong, due]),
    );
    engine.dispose();
  });
});
