import { describe, expect, test } from 'vitest';
import { orderWeights, weightRole } from './weightRoles';

describe('weightRole', () => {
  test.each([
    ['block1_conv1_W_1:0', 'kernel'],
    ['block1_conv1_b_1:0', 'bias'],
    ['block1_conv1/kernel:0', 'kernel'],
    ['bn2a_branch2a_running_std_1:0', 'moving_variance'],
    ['bn2a_branch2a_running_mean_1:0', 'moving_mean'],
    ['conv1_bn/moving_variance:0', 'moving_variance'],
    ['conv_dw_1/depthwise_kernel:0', 'depthwise_kernel'],
    ['gru/gru_cell/recurrent_kernel:0', 'recurrent_kernel'],
    ['dense_Dense1/kernel', 'kernel'],
    ['dense/kernel_2:0', 'kernel'],
    ['kernel', 'kernel'],
  ])('%s is a %s', (name, role) => {
    expect(weightRole(name)).toBe(role);
  });

  test.each(['0', 'Variable_3:0', 'web:0', 'kernels:0'])('%s says nothing', (name) => {
    expect(weightRole(name)).toBeUndefined();
  });
});

describe('orderWeights', () => {
  const stored = (...names: string[]) => names.map((name) => ({ name, path: `/${name}` }));
  const order = (names: readonly string[], wanted: readonly (string | undefined)[]) =>
    orderWeights('f', 'l', stored(...names), wanted).map(({ name }) => name);

  test('goes by role where each name tells one', () => {
    expect(order(['l/bias:0', 'l/kernel:0'], ['kernel', 'bias'])).toEqual(['l/kernel:0', 'l/bias:0']);
  });

  test('keeps the stored order where names say nothing or the same', () => {
    expect(order(['0', '1'], ['kernel', 'bias'])).toEqual(['0', '1']);
    const twice = ['a/bias:0', 'a/kernel:0', 'b/bias:0', 'b/kernel:0'];
    expect(order(twice, ['kernel', 'bias', 'kernel', 'bias'])).toEqual(twice);
    expect(order(['l/b:0', 'l/W:0'], [undefined, undefined])).toEqual(['l/b:0', 'l/W:0']);
  });

  test('refuses another number of tensors', () => {
    expect(() => order(['l/kernel:0'], ['kernel', 'bias'])).toThrow(
      'f: Layer l has 1 tensors (l/kernel:0): expected 2 (kernel, bias)',
    );
    expect(() => order([], ['kernel'])).toThrow('f: Layer l has 0 tensors: expected 1 (kernel)');
  });
});
