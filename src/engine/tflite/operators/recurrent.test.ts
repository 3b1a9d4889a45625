import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { difference, numbers, runOpened } from '../../graph/networks.fake';
import { openGraph } from '../../graph/openGraph';
import { openTflite } from '../openTflite';
import { type FakeTensor, type FakeTflite, INT8, tfliteFile } from '../writeTflite.fake';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const [STEPS, FEATURES, UNITS] = [5, 3, 2];
const LSTM = 44;
const GATES = ['i', 'f', 'c', 'o'] as const;
type Gate = (typeof GATES)[number];

const floats = (name: string, shape: readonly number[], seed: number): FakeTensor => ({
  ...{ name, shape },
  values: Float32Array.from(
    numbers(
      shape.reduce((a, b) => a * b, 1),
      seed,
    ),
  ),
});

const KERNELS = GATES.map((gate, at) => floats(`k${gate}`, [UNITS, FEATURES], at + 1));
const RECURRENT = GATES.map((gate, at) => floats(`r${gate}`, [UNITS, UNITS], at + 5));
const BIASES = GATES.map((gate, at) => floats(`b${gate}`, [UNITS], at + 9));
/** Of i, f, o, as the file has them. */
const PEEPHOLES = (['i', 'f', 'o'] as const).map((gate, at) => floats(`p${gate}`, [UNITS], at + 13));

interface Change {
  readonly hasPeepholes?: boolean;
  readonly kernels?: readonly FakeTensor[];
  readonly fused?: number;
  readonly cellClip?: number;
  /** Names of inputs in place of those that are left out. */
  readonly instead?: Readonly<Record<number, string>>;
}

function lstmFile({
  hasPeepholes = false,
  kernels = KERNELS,
  fused = 4,
  cellClip = 0,
  instead = {},
}: Change = {}) {
  const peepholes = hasPeepholes ? PEEPHOLES : [];
  const inputs = [
    'x',
    ...[...kernels, ...RECURRENT].map(({ name }) => name),
    ...(hasPeepholes ? PEEPHOLES.map(({ name }) => name) : ['', '', '']),
    ...BIASES.map(({ name }) => name),
    ...['', '', 'h', 'c', '', '', '', ''],
  ].map((name, at) => instead[at] ?? name);
  const file: FakeTflite = {
    tensors: [
      { name: 'x', shape: [1, STEPS, FEATURES], signature: [-1, STEPS, FEATURES] },
      ...[...kernels, ...RECURRENT, ...BIASES, ...peepholes],
      { name: 'h', shape: [1, UNITS] },
      { name: 'c', shape: [1, UNITS] },
      { name: 'y', shape: [1, STEPS, UNITS], signature: [-1, STEPS, UNITS] },
    ],
    operators: [
      {
        ...{ code: LSTM, inputs, outputs: ['y'] },
        options: [71, [0, 'byte', fused], [1, 'float', cellClip], [2, 'float', 0], [3, 'bool', 0]],
      },
    ],
  };
  return openTflite(tfliteFile(file)).then((source) => openGraph(source));
}

/** The states of one sample, by the definition of the cell. */
function statesOf(sample: readonly number[], hasPeepholes: boolean, kernels = KERNELS): number[] {
  const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));
  const at = (list: readonly FakeTensor[], gate: Gate) => list[GATES.indexOf(gate)]!.values as Float32Array;
  let [hidden, cell] = [Array<number>(UNITS).fill(0), Array<number>(UNITS).fill(0)];
  const states: number[] = [];
  for (let step = 0; step < STEPS; step++) {
    const before = hidden;
    const sum = (gate: Gate, unit: number) => {
      let total = at(BIASES, gate)[unit]!;
      for (let one = 0; one < FEATURES; one++)
        total += at(kernels, gate)[unit * FEATURES + one]! * sample[step * FEATURES + one]!;
      for (let one = 0; one < UNITS; one++) total += at(RECURRENT, gate)[unit * UNITS + one]! * before[one]!;
      return total;
    };
    const peep = (place: number, unit: number, value: number) =>
      hasPeepholes ? (PEEPHOLES[place]!.values as Float32Array)[unit]! * value : 0;
    const next = cell.map((value, unit) => {
      const input = sigmoid(sum('i', unit) + peep(0, unit, value));
      const forget = sigmoid(sum('f', unit) + peep(1, unit, value));
      return forget * value + input * Math.tanh(sum('c', unit));
    });
    hidden = next.map((value, unit) => sigmoid(sum('o', unit) + peep(2, unit, value)) * Math.tanh(value));
    cell = next;
    states.push(...hidden);
  }
  return states;
}

const SAMPLES = [21, 22].map((seed) => numbers(STEPS * FEATURES, seed));

it.each([false, true])('computes UNIDIRECTIONAL_SEQUENCE_LSTM, with peepholes: %s', async (hasPeepholes) => {
  const opened = await lstmFile({ hasPeepholes });
  const wanted = SAMPLES.flatMap((sample) => statesOf(sample, hasPeepholes));
  expect(difference(await runOpened(opened, SAMPLES.flat()), wanted)).toBeLessThan(1e-5);
  // Gates that the file stores apart are one tensor here.
  const trained = opened.tensors.filter(({ structure }) => structure !== null);
  expect(trained.map(({ structure, shape }) => [structure, shape])).toEqual([
    ['weights', [4 * UNITS, FEATURES]],
    ['weights', [4 * UNITS, UNITS]],
    ['biases', [4 * UNITS]],
    ...(hasPeepholes ? [['weights', [3 * UNITS]]] : []),
  ]);
});

it('computes with the numbers that kernels of 8 bits stand for', async () => {
  const words = GATES.map(
    (gate, at): FakeTensor => ({
      ...{
        name: `k${gate}`,
        shape: [UNITS, FEATURES],
        type: INT8,
        scales: [0.01 * (at + 1)],
        zeroPoints: [0],
      },
      values: Int8Array.from(numbers(UNITS * FEATURES, at + 30).map((one) => 100 * one)),
    }),
  );
  const reals = words.map(({ values, scales, ...tensor }) => ({
    ...tensor,
    values: Float32Array.from(values as Int8Array, (word) => word * scales![0]!),
  }));
  const opened = await lstmFile({ kernels: words });
  const wanted = SAMPLES.flatMap((sample) => statesOf(sample, false, reals));
  expect(difference(await runOpened(opened, SAMPLES.flat()), wanted)).toBeLessThan(1e-5);
});

it.each<[string, Change, string]>([
  ['another function', { fused: 1 }, 'UNIDIRECTIONAL_SEQUENCE_LSTM: fused_activation_function = RELU'],
  ['a limited cell', { cellClip: 3 }, 'UNIDIRECTIONAL_SEQUENCE_LSTM: cell_clip = 3'],
  ['a projection', { instead: { 16: 'ri' } }, 'UNIDIRECTIONAL_SEQUENCE_LSTM: ri = [2, 2]'],
  ['stored states', { instead: { 18: 'bi' } }, 'UNIDIRECTIONAL_SEQUENCE_LSTM: bi = [2]'],
  ['coupled gates', { instead: { 1: '' } }, 'UNIDIRECTIONAL_SEQUENCE_LSTM: input 1 = none'],
])('refuses an LSTM with %s', async (_, change, message) => {
  await expect(lstmFile(change)).rejects.toThrow(message);
});
