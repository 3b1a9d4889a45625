import { describe, expect, it } from 'vitest';
import { DEFAULT_VIEW } from '../experiment/view';
import { readExperiment, type SpecOptions } from './specOptions';

const never = (sentence: string) => expect.unreachable(sentence);
const read = (options: SpecOptions) => readExperiment(options, never);

describe('readExperiment', () => {
  it.each<[string, SpecOptions, string]>([
    ['nothing is said', {}, 'generated'],
    ['a folder is given', { data: 'mnist/' }, 'mnist'],
    ['a folder is given with weights', { data: 'mnist/', weights: 'generated' }, 'generated'],
    ['a link names MNIST', { link: '#/x?v=1&d=mnist', data: 'mnist/' }, 'mnist'],
    [
      'a link names MNIST and its weights',
      { link: '#/x?v=1&d=mnist&w=generated', data: 'mnist/' },
      'generated',
    ],
    ['other data override a link', { link: '#/x?v=1&d=mnist', data: 'generated' }, 'generated'],
    ['a folder overrides a link', { link: '#/x?v=1&d=generated', data: 'mnist/' }, 'mnist'],
    [
      'a link to digits names its weights',
      { link: '#/x?v=1&d=generated&w=mnist', data: 'generated' },
      'mnist',
    ],
    ['weights override a link', { link: '#/x?v=1&d=mnist&w=generated', weights: 'mnist' }, 'mnist'],
  ])('takes the right weights when %s', (_, options, weights) => {
    expect(read(options).spec.weights).toBe(weights);
  });

  it('keeps what the link looks at', () => {
    expect(read({}).view).toEqual(DEFAULT_VIEW);
    expect(read({ link: '#/x?v=1&x=1e-4&tr=9&dev=cpu' })).toMatchObject({
      device: 'cpu',
      view: { cursorBer: 1e-4, trial: 9 },
    });
  });
});
