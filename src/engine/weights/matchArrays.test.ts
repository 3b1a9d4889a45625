import { describe, expect, it } from 'vitest';
import { type RefusalError, Refusals } from '../source/refusals';
import { matchArrays, type WeightTarget } from './matchArrays';
import type { NamedArray } from './namedArray';

const array = (name: string, ...shape: readonly number[]): NamedArray => ({
  name,
  shape,
  type: 'float32',
  read: async () => new Float32Array(),
});
const target = (name: string, ...shape: readonly number[]): WeightTarget => ({
  name,
  shape,
  isOptional: false,
});

/** Names of the arrays by those of their tensors, or the reasons against them. */
function match(targets: readonly WeightTarget[], given: readonly NamedArray[]) {
  const refusals = new Refusals();
  const { arrays, unused } = matchArrays(targets, given, refusals);
  try {
    refusals.check('w.npz');
  } catch (error) {
    return (error as RefusalError).reasons;
  }
  return [Object.fromEntries([...arrays].map(([name, found]) => [name, found.name])), unused];
}

describe('matchArrays', () => {
  it('matches names without case, separators and scopes in front', () => {
    expect(
      match(
        [target('Net/fc1/Kernel:0', 2, 2), target('fc2.weight', 2, 2), target('out.bias', 2)],
        [array('out.bias', 2), array('fc1.kernel', 2, 2), array('model.fc2.weight', 2, 2), array('other', 9)],
      ),
    ).toEqual([
      { 'Net/fc1/Kernel:0': 'fc1.kernel', 'fc2.weight': 'model.fc2.weight', 'out.bias': 'out.bias' },
      ['other'],
    ]);
  });

  it('matches a shape that one tensor and one array have', () => {
    expect(match([target('a', 3, 5), target('b', 5)], [array('arr_1', 5), array('arr_0', 3, 5)])).toEqual([
      { a: 'arr_0', b: 'arr_1' },
      [],
    ]);
  });

  it('names every tensor without weights, and every other shape', () => {
    expect(
      match(
        [target('fc1.weight', 3, 5), target('fc1.bias', 3), target('fc2.weight', 2, 3)],
        [array('fc1.weight', 5, 3), array('fc2.weight', 2, 3)],
      ),
    ).toEqual([
      "Weights of another shape than the tensor of their name: fc1.weight [5, 3] ≠ [3, 5]: expected the network's",
      'Tensors without weights of their name or shape: fc1.bias [3]',
    ]);
  });

  it('refuses a choice: tensors or arrays of one shape, and matrices that may be turned', () => {
    const choice = (list: string) => [
      `Tensors that several weights would fit: ${list}: expected weights with the names of the network`,
    ];
    expect(match([target('a', 2, 3), target('b', 2, 3)], [array('x', 2, 3), array('y', 2, 3)])).toEqual(
      choice('a [2, 3] (x, y), b [2, 3] (x, y)'),
    );
    expect(match([target('a', 7)], [array('x', 7), array('y', 7)])).toEqual(choice('a [7] (x, y)'));
    expect(match([target('a', 4, 4)], [array('x', 4, 4)])).toEqual(choice('a [4, 4] (x)'));
  });

  it('does not take an array that ends like two tensors for either', () => {
    expect(match([target('one/kernel', 2, 3), target('two/kernel', 3, 2)], [array('kernel', 2, 3)])).toEqual([
      'Tensors without weights of their name or shape: two/kernel [3, 2]',
    ]);
  });

  it('lets constants keep their values, and takes those that have their name', () => {
    const constants = [
      { ...target('scale', 3), isOptional: true },
      { ...target('mask', 4), isOptional: true },
      { ...target('mean', 5), isOptional: true },
    ];
    expect(match(constants, [array('scale', 3), array('mask', 9)])).toEqual([{ scale: 'scale' }, ['mask']]);
  });
});
