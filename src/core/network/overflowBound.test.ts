import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DUE,
  INPUT,
  NetworkRunner,
  type NodeValues,
  type WriteActivations,
} from '../../engine/inference/networkRunner';
import { injectionOf } from '../../engine/injection/injection.fake';
import { readTrainedMagnitudes } from '../../engine/loading/trainedMagnitudes';
import { Network } from '../../engine/nodes/network';
import type { FaultSite } from '../site/injection';
import { parseQFormat, valueRange } from '../words/qformat';
import { CATALOG } from './catalog';
import { describeGraph } from './graphModel';
import { fakeMagnitudes } from './magnitudes.fake';
import { describeModel, type ModelDescription, type Structure } from './model';
import type { CatalogNode, ShapedNode } from './network';
import { type NetworkMagnitudes, overflowingNodes } from './overflowBound';

function magnitudesOf(model: ModelDescription): NetworkMagnitudes {
  return { ...fakeMagnitudes(model), input: 10 };
}

function site(id: string, change: Partial<FaultSite> = {}): FaultSite {
  return injectionOf(CATALOG.get(id)!, change).site;
}

describe('overflowingNodes', () => {
  it.each(['lenet-fc', 'lenet-cnn', 'chip-net', 'ti-gru'])(
    'finds no node of %s whose values float32 may not hold, in its own types and in Q3.13',
    (id) => {
      const model = CATALOG.get(id)!;
      for (const format of [model.weightFormat, 'Q3.13'].map(parseQFormat)) {
        for (const structures of [['weights'], ['weights', 'biases']] as const)
          expect(overflowingNodes(model, site(id, { structures, format }), magnitudesOf(model))).toEqual(
            new Set(),
          );
      }
      expect(overflowingNodes(model, null, magnitudesOf(model))).toEqual(new Set());
    },
  );

  it('looks through the end of VGG16-mini alone, and through all of what follows in a wider type', () => {
    const model = CATALOG.get('vgg16-mini')!;
    const found = (format: string) => [
      ...overflowingNodes(model, site('vgg16-mini', { format: parseQFormat(format) }), magnitudesOf(model)),
    ];
    expect(found('Q2.10')).toEqual(['conv-5-3', 'fc-1', 'fc-2', 'fc-3']);
    expect(found('Q8.8').slice(0, 2)).toEqual(['conv-4-2', 'conv-4-3']);
  });

  it('starts again where values are stored as words', () => {
    for (const id of ['vgg16-mini', 'resnet50-mini', 'lenet-fc']) {
      const model = CATALOG.get(id)!;
      const structures = ['weights', 'activations'] as const;
      expect(overflowingNodes(model, site(id, { structures }), magnitudesOf(model))).toEqual(new Set());
    }
  });

  it('follows a state that grows where its update gates are stored, and not where the state is stored too', () => {
    const model = CATALOG.get('ti-gru')!;
    const found = (structures: readonly Structure[]) =>
      overflowingNodes(model, site('ti-gru', { structures }), magnitudesOf(model));
    expect(found(['activations'])).toEqual(new Set(['gru-1']));
    expect(found(['activations', 'hiddenState'])).toEqual(new Set());
    expect(found(['hiddenState'])).toEqual(new Set());
  });

  const noWeight = { columns: [NaN], bias: 0 };
  const wideBias = { columns: [1], bias: Infinity };
  it.each<[string, Partial<NetworkMagnitudes>]>([
    ['a NaN among the weights', { layers: new Map([['fc-1', noWeight]]) }],
    ['an infinite bias', { layers: new Map([['fc-1', wideBias]]) }],
    ['a NaN in the input', { input: NaN }],
    ['an infinite input', { input: Infinity }],
  ])('looks through what %s reaches', (_, change) => {
    const model = CATALOG.get('lenet-fc')!;
    const usual = magnitudesOf(model);
    const layers = new Map([...usual.layers, ...(change.layers ?? [])]);
    expect(overflowingNodes(model, null, { ...usual, ...change, layers })).toContain('fc-1');
  });
});

describe('overflowingNodes of a reader’s network', () => {
  const tensors = [
    { name: 'w', shape: [4, 3], structure: 'weights' },
    { name: 'gamma', shape: [3], structure: 'norms' },
    { name: 'beta', shape: [3], structure: 'norms' },
    { name: 'mean', shape: [3], structure: null },
    { name: 'variance', shape: [3], structure: null },
  ] as const;
  const model = describeGraph({
    ...{ id: 'file-1', title: 'Reader', dataKind: 'own', inputShape: [4], weights: [], paper: null },
    ...{ weightFormat: 'Q2.6', activationFormat: 'Q4.4', tensors },
    nodes: [
      {
        node: { kind: 'linear', name: 'fc', units: 3, inputs: [''] },
        ...{ inputShapes: [[4]], outputShape: [3] },
        tensors: [{ role: 'kernel', tensor: 'w', shape: [4, 3] }],
      },
      {
        node: { kind: 'foldedNorm', name: 'norm', epsilon: 1e-3, inputs: ['fc'] },
        ...{ inputShapes: [[3]], outputShape: [3] },
        tensors: (['gamma', 'beta', 'mean', 'variance'] as const).map((tensor) => ({
          ...{ role: 'operand', tensor, shape: [3] },
        })),
      },
      {
        node: { kind: 'gather', name: 'pick', axis: 0, operands: ['tensor', 'input'], inputs: ['norm'] },
        ...{ inputShapes: [[3]], outputShape: [3, 3] },
        tensors: [{ role: 'operand', tensor: 'w', shape: [4, 3] }],
      },
    ],
  });
  const constants = { scale: [1], offset: [1], mean: [1], variance: [1] };
  const usual = { layers: new Map(), norms: new Map([['norm', constants]]), input: 1 };
  const found = (weight: number, structures: readonly Structure[] | null) => {
    const own = structures === null ? null : injectionOf(model, { structures }).site;
    return [...overflowingNodes(model, own, { ...usual, tensors: new Map([['w', weight]]) })];
  };

  it('are bounded by the largest value of each stored tensor, or by its words', () => {
    expect(found(1, null)).toEqual([]);
    expect(found(2 ** 124, null)).toEqual(['fc', 'norm']);
    expect(found(Infinity, null)).toEqual(['fc', 'norm', 'pick']);
    expect(found(Infinity, ['weights'])).toEqual([]);
  });

  it('a normalisation is checked where the site stores one of its constants', () => {
    expect(found(1, ['norms'])).toEqual(['norm']);
  });
});

const NORM_ROLES = ['gamma', 'beta', 'moving_mean', 'moving_variance'] as const;

/** A network with a few nodes of every kind that computes. */
const NODES: readonly CatalogNode[] = [
  { kind: 'conv', name: 'conv', filters: 3, kernelSize: 3, strides: 1, padding: 'same', relu: true },
  { kind: 'maxPool', name: 'pool', size: 2, strides: 2 },
  { kind: 'conv', name: 'linear', filters: 3, kernelSize: 1, strides: 1, padding: 'valid', relu: false },
  { kind: 'batchNorm', name: 'norm', epsilon: 1e-3 },
  { kind: 'add', name: 'add', inputs: ['pool', 'norm'] },
  { kind: 'relu', name: 'relu' },
  { kind: 'globalAveragePool', name: 'average' },
  { kind: 'dense', name: 'fc', units: 4, relu: false },
];
const GRU: readonly CatalogNode[] = [
  { kind: 'gru', name: 'gru', units: 3 },
  { kind: 'flatten', name: 'flatten' },
  { kind: 'dense', name: 'fc', units: 4, relu: false },
];

/** Folded normalisations with and without functions. */
const FOLDED = describeGraph({
  ...{ id: 'file-2', title: 'Folded', dataKind: 'own', inputShape: [3, 3, 2], weights: [], paper: null },
  ...{ weightFormat: 'Q2.6', activationFormat: 'Q4.4' },
  tensors: ['n1', 'n2', 'n3'].flatMap((node) =>
    NORM_ROLES.map((role) => ({ name: `${node}/${role}`, shape: [2], structure: 'norms' as const })),
  ),
  nodes: ([undefined, { name: 'silu' }, { name: 'clip', min: 0, max: 6 }] as const).map(
    (activation, index): ShapedNode => ({
      node: {
        ...{ kind: 'foldedNorm', name: `n${index + 1}`, epsilon: 1e-3 },
        inputs: [index === 0 ? '' : `n${index}`],
        ...(activation && { activation }),
      },
      ...{ inputShapes: [[3, 3, 2]], outputShape: [3, 3, 2] },
      tensors: NORM_ROLES.map((role) => ({ role, tensor: `n${index + 1}/${role}`, shape: [2] })),
    }),
  ),
});

const small = (nodes: readonly CatalogNode[], inputShape: readonly number[]) =>
  describeModel({
    ...{ id: 'small', title: 'Small', dataKind: 'pictures', inputShape, nodes, weights: [], paper: null },
    weightFormat: 'Q2.6',
    activationFormat: 'Q4.4',
  });

/** Exponents of two for the input and for each trained tensor. */
const exponents = fc.integer({ min: -30, max: 90 });
const extremes = fc.record({
  input: exponents,
  weights: fc.array(exponents, { minLength: 16, maxLength: 16 }),
  signs: fc.integer({ min: 0, max: 2 ** 29 - 1 }),
  stored: fc.constantFrom<readonly Structure[]>(['activations'], ['hiddenState'], ['biases']),
  format: fc.constantFrom('Q2.6', 'Q8.8', 'Q20.2'),
});

describe.each(['cpu', 'wasm'])('the bound on %s', (backend) => {
  it.each([
    ['pictures', small(NODES, [6, 6, 2])],
    ['sequences', small(GRU, [9, 2])],
    ['folded normalisations', FOLDED],
  ])('holds for %s of extreme values: no node overflows that is not looked through', async (_, model) => {
    await tf.setBackend(backend);
    const counts = { safe: 0, beyond: 0, overflowed: 0 };
    const property = async ({ input, weights, signs, stored, format }: Values<typeof extremes>) => {
      const network = new Network(model);
      /** Values of one magnitude, with signs that sometimes agree. */
      const extreme = (shape: readonly number[], exponent: number, first: number) => {
        const size = tf.util.sizeFromShape([...shape]);
        const sign = (index: number) => (((signs >> ((index + first) % 29)) & 1) === 1 ? -1 : 1);
        return tf.tensor(
          Float32Array.from({ length: size }, (__, index) => sign(index) * 2 ** exponent),
          [...shape],
        );
      };
      for (const [place, { name, shape }] of network.stored.entries()) {
        const values = extreme(shape, weights[place % 16]!, 7 * place);
        network.write(name, name.endsWith('moving_variance') ? tf.tidy(() => tf.abs(values)) : values);
      }
      const trained = await readTrainedMagnitudes(network, (name) => network.tensorsOf(name));
      const activationFormat = parseQFormat(format);
      const { site } = injectionOf(model, { structures: stored, activationFormat });
      const isStored = stored[0] !== 'biases';
      const beyond = overflowingNodes(model, isStored ? site : null, { ...trained, input: 2 ** input });
      // Any stored value is replaced by the largest word of its sign.
      const { min, max } = valueRange(activationFormat, 'twosComplement');
      const store: WriteActivations = (values, buffer) =>
        buffer.structure === stored[0]
          ? tf.where(tf.greater(values, 0), tf.fill(values.shape, max), tf.fill(values.shape, min))
          : values;
      const runner = new NetworkRunner(network);
      tf.tidy(() => {
        let values: NodeValues = new Map([[INPUT, extreme([2, ...model.inputShape], input, 3)]]);
        const numDue = () =>
          values
            .get(DUE)
            ?.dataSync()
            .filter((mark) => mark !== 0).length ?? 0;
        for (const [index, { node }] of model.nodes.entries()) {
          const before = numDue();
          // All nodes are checked except averages, whose checked computation differs from the
          // unchecked one.
          const overflowing = node.kind === 'globalAveragePool' ? beyond : new Set([node.name]);
          values = runner.values(index, index + 1, values, { onWrite: isStored ? store : null, overflowing });
          if (beyond.has(node.name)) counts.beyond++;
          else {
            counts.safe++;
            expect(numDue(), `due after ${node.name}`).toBe(before);
          }
          if (numDue() > before) counts.overflowed++;
          expect(values.get(node.name)!.dataSync<'float32'>().every(Number.isFinite), node.name).toBe(true);
        }
      });
      network.dispose();
    };
    await fc.assert(fc.asyncProperty(extremes, property), { numRuns: 250, seed: 10 });
    // Control: all cases occur, and the bound is close to the values it bounds.
    expect(counts.safe).toBeGreaterThan(50);
    expect(counts.beyond).toBeGreaterThan(50);
    expect(counts.overflowed).toBeGreaterThan(0.25 * counts.beyond);
  });
});

type Values<Arbitrary> = Arbitrary extends fc.Arbitrary<infer T> ? T : never;
