import { describe, expect, it } from 'vitest';
import { openOnnx } from '../onnx/openOnnx';
import { fileOf, gemmGraph, initializer, model, node, rawFloats, value } from '../onnx/writeOnnx.fake';

const refusal = (...more: readonly Uint8Array[]) =>
  openOnnx(fileOf(model(gemmGraph(...more)))).then(
    () => 'opened',
    (error: Error) => error.message.slice('net.onnx: '.length),
  );

describe('checkGraph refuses', () => {
  it('tensors that nothing writes, with their readers', async () => {
    expect(
      await refusal(
        node('Add', ['y', 'p'], ['z'], 'add'),
        node('Mul', ['q', ''], ['v'], 'mul'),
        value(12, 'o', [1]),
      ),
    ).toBe(
      'Tensors that are read but that nothing writes: p (add), q (mul), o: expected an input, an initialiser or a node for each',
    );
  });

  it('tensors that are written twice', async () => {
    const more = [
      node('Relu', ['x'], ['y'], 'again'),
      node('Relu', ['x'], ['x'], 'input'),
      node('Relu', ['x'], ['w', 'm', 'm'], 'weights'),
      initializer('b', 1, [1], rawFloats(1)),
      value(11, 'x', [1]),
    ];
    expect(await refusal(...more)).toBe(
      'Tensors that are written twice: x, b, y, w, m: expected one input, initialiser or node for each',
    );
  });

  it('nodes before those that they read', async () => {
    const more = [node('Relu', ['c'], ['d'], 'first'), node('Relu', ['y'], ['c'], 'second')];
    expect(await refusal(...more)).toBe(
      'Nodes that stand before a node whose output they read: first: expected the order of computation',
    );
  });

  it('nodes on cycles, without those before and after', async () => {
    const more = [
      node('Relu', ['y'], ['a'], 'before'),
      node('Add', ['a', 'd'], ['c'], 'one'),
      node('Relu', ['c'], ['d'], 'two'),
      node('Relu', ['d'], ['e'], 'after'),
      node('Relu', ['f'], ['f'], 'itself'),
    ];
    expect(await refusal(...more)).toBe(
      'Nodes that depend on their own output: one, two, itself: expected a graph without cycles',
    );
  });

  it('a node that reads its own output', async () => {
    expect(await refusal(node('Relu', ['f'], ['f'], 'itself'))).toBe(
      'Nodes that depend on their own output: itself: expected a graph without cycles',
    );
  });

  it('no graph in order, with nodes of one name and inputs left out (control)', async () => {
    expect(await refusal(node('Clip', ['y', '', 'b'], ['c'], 'fc'), node('Relu', ['c'], ['d'], 'fc'))).toBe(
      'opened',
    );
    expect(await refusal(node('Split', ['y'], ['', ''], 'split'))).toBe('opened');
  });
});
