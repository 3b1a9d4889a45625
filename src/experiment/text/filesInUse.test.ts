import { expect, it } from 'vitest';
import { inUseSentence, unusedSentence } from './filesInUse';

const OWN = 'file-3f9a01c23f9a01c2';

it.each([
  [
    { model: 'lenet-fc', data: 'mnist', weights: 'mnist' },
    'generated',
    'In use: MNIST with weights trained on MNIST, as those samples ask for, in place of weights trained on generated digits',
  ],
  [
    { model: 'lenet-fc', data: 'mnist', weights: 'generated' },
    'generated',
    'In use: MNIST with weights trained on generated digits, as chosen',
  ],
  [
    { model: 'lenet-fc', data: 'generated', weights: OWN },
    'mnist',
    'In use: generated digits with weight file 3f9a01c2…, in place of weights trained on MNIST',
  ],
  [{ model: 'lenet-fc', data: 'mnist', weights: OWN }, null, 'In use: MNIST with weight file 3f9a01c2…'],
  [
    { model: 'cf-vgg', data: 'cifar10', weights: 'cifar10' },
    OWN,
    'In use: CIFAR-10 with weights trained on CIFAR-10, as those samples ask for, in place of weight file 3f9a01c2…',
  ],
] as const)('of %j after %s says which samples and weights are used, and why', (spec, before, sentence) => {
  expect(inUseSentence(spec, before)).toBe(sentence);
});

it('names files of no use, the first few of many', () => {
  expect(unusedSentence(['a', 'b'])).toBe('Not used: a, b');
  expect(unusedSentence(['a', 'b', 'c', 'd', 'e', 'f'])).toBe('Not used: a, b, c, d and 2 more');
});
