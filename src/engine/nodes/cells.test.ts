import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BufferPart } from '../../core/network/model';
import type { Direction } from '../../core/network/operators';
import { expectValues } from './expectValues.fake';
import { type NodeInference, PLAIN_NODE } from './nodeFunction';
import { at, DEVICES, numbers, type Operation, run, tabulate, type Values } from './nodes.fake';

const [BATCH, STEPS, FEATURES, UNITS] = [3, 4, 2, 3];
const GATES = { rnn: 1, onnxGru: 3, lstm: 4 };
type Kind = keyof typeof GATES;

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

interface Settings {
  readonly direction: Direction;
  readonly clip?: number;
  readonly resetsAfter?: boolean;
}

/** Sets of optional tensors: none, initial states, and peepholes. */
type Optional = 'none' | 'states' | 'peepholes' | 'all';

function tensorsOf(kind: Kind, directions: number, optional: Optional): Values[] {
  const columns = GATES[kind] * UNITS;
  const tensors = [
    numbers([directions, FEATURES, columns], 2),
    numbers([directions, UNITS, columns], 3),
    numbers([directions, columns], 4),
    numbers([directions, columns], 5),
  ];
  if (optional === 'states' || optional === 'all') {
    tensors.push(numbers([directions, UNITS], 6));
    if (kind === 'lstm') tensors.push(numbers([directions, UNITS], 7));
  }
  if (optional === 'peepholes' || optional === 'all') tensors.push(numbers([directions, 3 * UNITS], 8));
  return tensors;
}

/** ONNX's equations for one sequence and one direction, value by value. */
function statesOf(
  kind: Kind,
  { clip = Infinity, resetsAfter = false }: Settings,
  rows: readonly (readonly number[])[],
  tensors: readonly Values[],
  direction: number,
): number[][] {
  const [W, R, Wb, Rb] = tensors as [Values, Values, Values, Values];
  const states = tensors.slice(4).filter(({ shape }) => shape[1] === UNITS);
  const P = tensors.slice(4).find(({ shape }) => shape[1] === 3 * UNITS);
  const units = Array.from({ length: UNITS }, (_, unit) => unit);
  const limited = (x: number) => Math.min(Math.max(x, -clip), clip);
  const f = (x: number) => sigmoid(limited(x));
  const g = (x: number) => Math.tanh(limited(x));
  const initial = (state: Values | undefined) =>
    units.map((unit) => (state === undefined ? 0 : at(state, [direction, unit])));
  let h = initial(states[0]);
  let C = initial(states[1]);
  return rows.map((x) => {
    const input = (gate: number, unit: number) => {
      const column = gate * UNITS + unit;
      return x.reduce(
        (sum, value, k) => sum + value * at(W, [direction, k, column]),
        at(Wb, [direction, column]),
      );
    };
    const recurrent = (gate: number, unit: number, from: readonly number[]) =>
      from.reduce((sum, value, k) => sum + value * at(R, [direction, k, gate * UNITS + unit]), 0);
    const bias = (gate: number, unit: number) => at(Rb, [direction, gate * UNITS + unit]);
    const sum = (gate: number, unit: number) =>
      input(gate, unit) + recurrent(gate, unit, h) + bias(gate, unit);
    const peep = (gate: number, unit: number, cell: readonly number[]) =>
      P === undefined ? 0 : at(P, [direction, gate * UNITS + unit]) * cell[unit]!;
    switch (kind) {
      case 'rnn':
        h = units.map((unit) => g(sum(0, unit)));
        break;
      case 'onnxGru': {
        const z = units.map((unit) => f(sum(0, unit)));
        const r = units.map((unit) => f(sum(1, unit)));
        const scaled = units.map((unit) => r[unit]! * h[unit]!);
        const candidate = units.map((unit) =>
          resetsAfter
            ? g(input(2, unit) + r[unit]! * (recurrent(2, unit, h) + bias(2, unit)))
            : g(input(2, unit) + recurrent(2, unit, scaled) + bias(2, unit)),
        );
        h = units.map((unit) => (1 - z[unit]!) * candidate[unit]! + z[unit]! * h[unit]!);
        break;
      }
      case 'lstm': {
        const next = units.map(
          (unit) =>
            f(sum(2, unit) + peep(2, unit, C)) * C[unit]! +
            f(sum(0, unit) + peep(0, unit, C)) * g(sum(3, unit)),
        );
        h = units.map((unit) => f(sum(1, unit) + peep(1, unit, next)) * g(next[unit]!));
        C = next;
      }
    }
    return h;
  });
}

function nodeOf(kind: Kind, settings: Settings, output: 'sequence' | 'last'): Operation {
  const { direction, clip, resetsAfter = false } = settings;
  const shared = { units: UNITS, direction, output, ...(clip === undefined ? {} : { clip }) };
  if (kind === 'rnn') return { kind, function: { name: 'tanh' }, ...shared };
  if (kind === 'lstm')
    return { kind, functions: [{ name: 'sigmoid' }, { name: 'tanh' }, { name: 'tanh' }], ...shared };
  return { kind, functions: [{ name: 'sigmoid' }, { name: 'tanh' }], resetsAfter, ...shared };
}

const SEQUENCES = numbers([BATCH, STEPS, FEATURES], 1);

function wantedStates(kind: Kind, settings: Settings, tensors: readonly Values[]): Values {
  const directions = settings.direction === 'bidirectional' ? 2 : 1;
  const all = Array.from({ length: BATCH }, (_, sample) =>
    Array.from({ length: directions }, (__, direction) => {
      const rows = Array.from({ length: STEPS }, (___, step) =>
        Array.from({ length: FEATURES }, (____, feature) => at(SEQUENCES, [sample, step, feature])),
      );
      const isReverse = settings.direction === 'reverse' || direction === 1;
      const ordered = isReverse ? rows.toReversed() : rows;
      const states = statesOf(kind, settings, ordered, tensors, direction);
      return isReverse ? states.toReversed() : states;
    }),
  );
  return tabulate(
    [BATCH, STEPS, directions * UNITS],
    (sample, step, column) => all[sample]![Math.floor(column / UNITS)]![step]![column % UNITS]!,
  );
}

describe.each(DEVICES)('on %s', (device) => {
  beforeAll(async () => {
    await tf.setBackend(device);
  });

  it.each<[Kind, Settings, Optional]>([
    ['rnn', { direction: 'forward' }, 'none'],
    ['rnn', { direction: 'reverse' }, 'states'],
    ['rnn', { direction: 'bidirectional', clip: 0.75 }, 'states'],
    ['onnxGru', { direction: 'forward', resetsAfter: false }, 'none'],
    ['onnxGru', { direction: 'reverse', resetsAfter: true }, 'none'],
    ['onnxGru', { direction: 'bidirectional', resetsAfter: false, clip: 0.75 }, 'states'],
    ['onnxGru', { direction: 'bidirectional', resetsAfter: true }, 'states'],
    ['lstm', { direction: 'forward' }, 'none'],
    ['lstm', { direction: 'reverse' }, 'peepholes'],
    ['lstm', { direction: 'bidirectional' }, 'states'],
    ['lstm', { direction: 'bidirectional', clip: 0.75 }, 'all'],
  ])('%s %j with %s of the optional tensors follows its equations', (kind, settings, optional) => {
    const directions = settings.direction === 'bidirectional' ? 2 : 1;
    const tensors = tensorsOf(kind, directions, optional);
    const wanted = wantedStates(kind, settings, tensors);
    expectValues(run(nodeOf(kind, settings, 'sequence'), [SEQUENCES], tensors), wanted);
    const last = tabulate([BATCH, directions * UNITS], (sample, column) => {
      const isReverse = settings.direction === 'reverse' || column >= UNITS;
      return at(wanted, [sample, isReverse ? 0 : STEPS - 1, column]);
    });
    expectValues(run(nodeOf(kind, settings, 'last'), [SEQUENCES], tensors), last);
  });

  it.each<[Kind, BufferPart[]]>([
    ['rnn', ['hidden']],
    ['onnxGru', ['hidden']],
    ['lstm', ['cell', 'hidden']],
  ])('%s stores its states at every step of both directions, then its output', (kind, parts) => {
    const stored: string[] = [];
    const onWrite: NodeInference['onWrite'] = (values, part, step) => {
      stored.push(`${part} ${step} [${values.shape}]`);
      return values;
    };
    const tensors = tensorsOf(kind, 2, 'none');
    const node = nodeOf(kind, { direction: 'bidirectional' }, 'sequence');
    const found = run(node, [SEQUENCES], tensors, { onWrite, check: null });
    expect(found.data).toEqual(run(node, [SEQUENCES], tensors).data);
    const steps = (suffix: string) =>
      Array.from({ length: STEPS }, (_, step) =>
        parts.map((part) => `${part}${suffix} ${step} [${BATCH},${UNITS}]`),
      ).flat();
    expect(stored).toEqual([...steps(''), ...steps('Reverse'), `output 0 [${BATCH},${STEPS},${2 * UNITS}]`]);
  });

  it.each<[Kind, BufferPart, Direction]>([
    ['rnn', 'hidden', 'forward'],
    ['onnxGru', 'hidden', 'reverse'],
    ['onnxGru', 'hiddenReverse', 'bidirectional'],
    ['lstm', 'cell', 'forward'],
    ['lstm', 'hidden', 'reverse'],
    ['lstm', 'cellReverse', 'bidirectional'],
  ])('%s continues with a stored %s (%s)', (kind, faulty, direction) => {
    const directions = direction === 'bidirectional' ? 2 : 1;
    const tensors = tensorsOf(kind, directions, 'states');
    const node = nodeOf(kind, { direction }, 'sequence');
    const clean = run(node, [SEQUENCES], tensors);
    // The state of the second step that the direction takes.
    const onWrite: NodeInference['onWrite'] = (values, part, step) =>
      part === faulty && step === 1 ? tf.add(values, 5) : values;
    const found = run(node, [SEQUENCES], tensors, { onWrite, check: null });
    const isReverse = direction !== 'forward';
    for (let step = 0; step < STEPS; step++) {
      const isLater = isReverse ? step <= STEPS - 2 : step >= 1;
      for (let column = 0; column < directions * UNITS; column++) {
        const isFaulty = isLater && (directions === 1 || column >= UNITS);
        const isSame = at(found, [0, step, column]) === at(clean, [0, step, column]);
        expect([step, column, isSame]).toEqual([step, column, !isFaulty]);
      }
    }
  });

  it.each<[Kind, number]>([
    ['rnn', 2],
    ['onnxGru', 4],
    ['lstm', 7],
  ])('%s checks the argument of each function and each state: %i a step', (kind, perStep) => {
    const shapes: string[] = [];
    const node = nodeOf(kind, { direction: 'forward' }, 'last');
    run(node, [SEQUENCES], tensorsOf(kind, 1, 'none'), {
      onWrite: null,
      check: (values) => {
        shapes.push(values.shape.join());
        return values;
      },
    });
    expect(shapes).toEqual(Array(perStep * STEPS).fill(`${BATCH},${UNITS}`));
  });

  it('what the check replaces is what the functions take', () => {
    const node = nodeOf('rnn', { direction: 'forward' }, 'last');
    const found = run(node, [SEQUENCES], tensorsOf('rnn', 1, 'none'), {
      ...PLAIN_NODE,
      check: (values) => tf.zerosLike(values),
    });
    expect(new Set(found.data)).toEqual(new Set([0]));
  });
});
