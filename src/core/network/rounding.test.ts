import { describe, expect, test } from 'vitest';
import { describeGraph } from './graphModel';
import type { ShapedNode } from './network';
import type { Operator } from './operators';

/** A node of three values, with the tensors of its scale and zero point. */
function node(name: string, operator: Operator, inputs: readonly string[], tensors = ''): ShapedNode {
  const roles = operator.kind === 'linear' ? (['kernel'] as const) : (['scale', 'zeroPoint'] as const);
  const uses = tensors.split(' ').filter((tensor) => tensor !== '');
  return {
    node: { ...operator, name, inputs },
    inputShapes: inputs.map(() => [3]),
    outputShape: [3],
    tensors: uses.map((tensor, at) => ({ role: roles[at]!, tensor, shape: at === 0 ? [3, 3] : [] })),
  };
}

const dense = (name: string, input: string, relu = false) =>
  node(
    name,
    { kind: 'linear', units: 3, ...(relu && { activation: { name: 'relu' } }) },
    [input],
    `${name}.w`,
  );
const quantize = (name: string, input: string, tensors = 's z') =>
  node(name, { kind: 'quantize', axis: 0, min: 0, max: 255 }, [input], tensors);
const dequantize = (name: string, input: string, tensors = 's z') =>
  node(name, { kind: 'dequantize', axis: 0 }, [input], tensors);
const affine = (name: string, input: string) =>
  node(name, { kind: 'unary', function: { name: 'affine', scale: 0.5, offset: -1 } }, [input]);
const softmax = (name: string, input: string) =>
  node(name, { kind: 'softmax', axis: 0, isLog: false }, [input]);
const view = (name: string, input: string) => node(name, { kind: 'reshape', shape: [3] }, [input]);
const sum = (name: string, ...inputs: readonly string[]) =>
  node(name, { kind: 'binary', function: 'add', operands: ['input', 'input'] }, inputs);
const pool = (name: string, input: string) =>
  node(name, { kind: 'windowMax', size: [1, 1], strides: [1, 1], dilations: [1, 1], pads: [0, 0, 0, 0] }, [
    input,
  ]);

function described(...nodes: readonly ShapedNode[]) {
  return describeGraph({
    id: 'file-0',
    title: 'test',
    dataKind: 'own',
    inputShape: [3],
    nodes,
    tensors: nodes
      .filter(({ node: { kind } }) => kind === 'linear')
      .map(({ tensors: [kernel] }) => ({ name: kernel!.tensor, shape: [3, 3], structure: 'weights' })),
    weightFormat: 'Q2.6',
    activationFormat: 'Q8.8',
    paper: null,
    weights: [],
  });
}

/** Returns the stored outputs: node, layer and place of the number, `+` for a rectified one. */
function stored(...nodes: readonly ShapedNode[]): string[] {
  return described(...nodes).buffers.map(
    ({ node: name, part, layer, tensor, rectified }) =>
      `${name} ${part} ${layer} ${tensor - 2 ** 16}${rectified ? ' +' : ''}`,
  );
}

describe('values that a network rounds to words', () => {
  test('are stored once, where they are numbers again; input and softmax at the end are not', () => {
    expect(
      stored(
        quantize('q0', ''),
        dequantize('d0', 'q0'),
        dense('a', 'd0', true),
        quantize('q1', 'a'),
        dequantize('d1', 'q1'),
        dense('b', 'd1'),
        quantize('q2', 'b'),
        dequantize('d2', 'q2'),
        softmax('end', 'd2'),
        quantize('q3', 'end'),
        dequantize('d3', 'q3'),
      ),
    ).toEqual(['d1 output a 0 +', 'd2 output b 8']);
  });

  test('are stored with their sums if something else reads the sums', () => {
    const nodes = [dense('a', ''), quantize('q', 'a'), dequantize('d', 'q'), sum('both', 'a', 'd')];
    expect(stored(...nodes)).toEqual(['a output a 0', 'd output a 8', 'both output a 16']);
  });

  test('may be rearranged before, within and after the pair', () => {
    const nodes = [
      view('v0', ''),
      quantize('q0', 'v0'),
      view('v1', 'q0'),
      dequantize('d0', 'v1'),
      dense('a', 'd0'),
      view('v2', 'a'),
      quantize('q1', 'v2'),
      view('v3', 'q1'),
      dequantize('d1', 'v3'),
      softmax('end', 'd1'),
      view('v4', 'end'),
      quantize('q2', 'v4'),
      dequantize('d2', 'q2'),
    ];
    expect(stored(...nodes)).toEqual(['d1 output a 0']);
  });

  test('become numbers by a scale and an offset too, which are arithmetic elsewhere', () => {
    const nodes = [
      quantize('q0', ''),
      affine('d0', 'q0'),
      dense('a', 'd0'),
      quantize('q1', 'a'),
      affine('d1', 'q1'),
      affine('twice', 'd1'),
    ];
    expect(stored(...nodes)).toEqual(['d1 output a 0', 'twice output a 8']);
    expect(stored(affine('in', ''), dense('a', 'in'))).toEqual(['in output a 0', 'a output a 8']);
  });

  test('stay words in a pool, and the sums before it are stored', () => {
    const nodes = [dense('a', ''), quantize('q', 'a'), pool('p', 'q'), dequantize('d', 'p')];
    expect(stored(...nodes)).toEqual(['a output a 0', 'd output a 8']);
  });

  test('are stored as sums if nothing makes numbers of the words', () => {
    expect(stored(dense('a', ''), quantize('q', 'a'))).toEqual(['a output a 0']);
  });

  test('are stored by each pair where words follow words', () => {
    const nodes = [
      dense('a', ''),
      quantize('q', 'a'),
      dequantize('d', 'q'),
      quantize('p', 'd', 't y'),
      dequantize('e', 'p', 't y'),
    ];
    expect(stored(...nodes)).toEqual(['d output a 0', 'e output a 8']);
  });

  test('are not below 0 if a ReLU gives them and both nodes of the pair have one scale', () => {
    const nodes = (tensors: string) => [
      dense('a', '', true),
      quantize('q', 'a'),
      dequantize('d', 'q', tensors),
    ];
    expect(stored(...nodes('s z'))).toEqual(['d output a 0 +']);
    expect(stored(...nodes('s y'))).toEqual(['d output a 0']);
  });

  test('do not take the state of a recurrent cell with them', () => {
    const cell: ShapedNode = {
      node: {
        kind: 'rnn',
        name: 'cell',
        inputs: [''],
        units: 3,
        direction: 'forward',
        output: 'last',
        function: { name: 'tanh' },
      },
      inputShapes: [[2, 3]],
      outputShape: [3],
      tensors: [{ role: 'kernel', tensor: 'cell.w', shape: [3, 3] }],
    };
    expect(stored(cell, quantize('q', 'cell'), dequantize('d', 'q'), dense('a', 'd'))).toEqual([
      'cell hidden a 4',
      'd output a 8',
      'a output a 16',
    ]);
  });

  test('count where a network without words scales its input', () => {
    expect(stored(dequantize('d', ''), dense('a', 'd'))).toEqual(['d output a 0', 'a output a 8']);
    expect(stored(dequantize('d', ''), dense('a', 'd'), quantize('q', 'a'), dequantize('e', 'q'))).toEqual([
      'e output a 0',
    ]);
  });
});
