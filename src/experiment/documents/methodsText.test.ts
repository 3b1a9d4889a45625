import { expect, it } from 'vitest';
import { DEFAULT_SPEC } from '../settings/experimentSpec';
import { ownSpec } from '../settings/ownSpec.fake';
import { specOfModel } from '../settings/specOfModel';
import { methodsText } from './methodsText';

it('describes an experiment with all that repeats it', () => {
  expect(methodsText(DEFAULT_SPEC, 'WASM SIMD')).toBe(
    'We flipped stored bits of LeNetFC (Q2.6 weights; all layers; two’s complement) at 21 bit error rates from 0.000001 to 0.1, with 30 random fault patterns per rate: each bit flips by chance; higher rates keep these flips and add more. Classification error was counted on the first 1,000 images of generated digits with weights trained on generated digits. The seed was 00000007; the trials ran in Ares Explorer 0.2.0 on WASM SIMD, after the method of Ares (Reagen et al., DAC 2018).',
  );
});

it('names chosen layers, files of the reader and words without a sign', () => {
  const text = methodsText(
    {
      ...specOfModel('lenet-cnn', DEFAULT_SPEC),
      ...{ structures: ['weights', 'activations'], layers: ['conv-1'], reluWords: 'unsigned' },
      ...{
        data: 'mnist',
        weights: 'file-fedcba9876543210',
        bers: { kind: 'list', bers: [0.001] },
        trials: 1,
      },
    },
    null,
  );
  expect(text).toContain(
    'activations (unsigned after ReLU), permanent faults; conv-1; two’s complement and unsigned) at the bit error rate 0.001, with 1 random fault pattern per rate',
  );
  expect(text).toContain('of MNIST with the weight file fedcba98….');
  expect(text).toContain('Ares Explorer 0.2.0, after');
});

it('names file, identity and preprocessing of a network of the reader', () => {
  const spec = ownSpec();
  expect(methodsText(spec, null)).toContain(
    'of samples 5a5a5a5a…, preprocessed by divide=2, with the weights of lenet.onnx (file-00000000000000e7).',
  );
  expect(methodsText({ ...spec, preprocessing: 'none' }, null)).toContain('…, without preprocessing, with');
});

it('says what an error is where it is not that of the first class', () => {
  const text = (measure: 'top5' | 'changed') => methodsText({ ...DEFAULT_SPEC, measure }, null);
  expect(text('top5')).toContain(
    'Top-5 error was counted on the first 1,000 images of generated digits with weights trained on generated digits (error: label not among the five highest scores).',
  );
  expect(text('changed')).toContain('Changed answers were counted on the first 1,000 images');
});
