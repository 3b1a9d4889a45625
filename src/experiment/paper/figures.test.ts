import '../../core/network/networks/transformers';
import { describe, expect, it } from 'vitest';
import { checkCatalogModel } from '../../core/network/catalog';
import { formatText } from '../../core/words/numberFormat';

import { checkSpec } from '../settings/checkSpec';
import { experimentKey } from '../settings/experimentKey';
import {
  MEASURED_MODELS,
  PAPER_MODELS,
  paperCost,
  paperExperiments,
  paperSets,
  quickVersion,
} from './figures';

describe('paperExperiments', () => {
  it('has every figure of LeNetFC: two types, three layers, activations, under both rules where weights fault', () => {
    const experiments = paperExperiments('lenet-fc');
    expect(experiments.map(({ id, figures }) => `${id} ${figures.join('')}`)).toEqual([
      'weights-own-count 3',
      'weights-common-count 3',
      'fc-1-count 45',
      'fc-2-count 45',
      'fc-3-count 45',
      'weights-own-bernoulli 36',
      'weights-common-bernoulli 3',
      'fc-1-bernoulli 45',
      'fc-2-bernoulli 45',
      'fc-3-bernoulli 45',
      'activations 6',
    ]);
    expect(new Set(experiments.map(({ spec }) => spec.rateCoupling))).toEqual(new Set(['independent']));
    expect(new Set(experiments.map(({ spec }) => spec.trials))).toEqual(new Set([150]));
    expect(formatText(experiments[1]!.spec.format)).toBe('Q3.13');
  });

  it('tests the chip’s network in both encodings, and a hidden state where there is one', () => {
    expect(paperExperiments('chip-net').map(({ id }) => id)).toEqual(['twosComplement', 'signMagnitude']);
    expect(paperExperiments('ti-gru').map(({ id }) => id)).toContain('hiddenState');
    expect(paperExperiments('cf-vgg').map(({ id }) => id)).not.toContain('hiddenState');
  });

  it('has runs of networks that the paper lacks by the page’s rule alone, and none in its figures', () => {
    const beyond = MEASURED_MODELS.filter((model) => !PAPER_MODELS.includes(model));
    expect(beyond).toEqual(['vit-mini', 'gpt-mini']);
    for (const model of beyond) {
      const experiments = paperExperiments(model);
      expect(new Set(experiments.map(({ spec }) => spec.sampling))).toEqual(new Set(['bernoulli']));
      expect(experiments.map(({ id }) => id)).toEqual(
        expect.arrayContaining(['weights-own-bernoulli', 'block-1-bernoulli', 'activations']),
      );
    }
  });

  it('runs a network whose own type is Q3.13 in no other', () => {
    const ids = paperExperiments('resnet50-mini').map(({ id }) => id);
    expect(ids.filter((id) => id.startsWith('weights-'))).toEqual([
      'weights-own-count',
      'weights-own-bernoulli',
    ]);
  });

  it.each(MEASURED_MODELS)('has experiments of %s that can run, each once, on every set', (model) => {
    for (const set of paperSets(checkCatalogModel(model))) {
      const experiments = paperExperiments(model, set);
      for (const { spec } of experiments) expect(() => checkSpec(spec)).not.toThrow();
      expect(new Set(experiments.map(({ spec }) => experimentKey(spec))).size).toBe(experiments.length);
      expect(new Set(experiments.map(({ id }) => id)).size).toBe(experiments.length);
      const quick = experiments.map(quickVersion);
      for (const { spec } of quick) expect(() => checkSpec(spec)).not.toThrow();
    }
  });

  it('refuses a model without a budget', () => {
    expect(() => paperExperiments('vgg16')).toThrow(
      /^Cannot run the paper's figures for "vgg16": expected one of chip-net/,
    );
  });

  it('takes no more than eight hours on two cores for the embedded models', () => {
    const hours = MEASURED_MODELS.reduce(
      (sum, model) => sum + paperCost(model, paperExperiments(model)).hours,
      0,
    );
    expect(hours / 2).toBeLessThan(8);
  });
});
