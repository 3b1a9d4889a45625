import { isObject, type Json } from '../../keras/json';
import { floats, int, text, texts } from '../../source/sourceBuilder';
import type { SourceTensor } from '../../source/sourceModel';
import { type LayerContext, type LayerTranslation, onlyInput, withBias } from '../layerContext';
import { cellFunction } from './activations';

/** ONNX's cells with the settings of their functions. */
const CELLS = {
  SimpleRNN: { operator: 'RNN', functions: ['activation'] },
  LSTM: { operator: 'LSTM', functions: ['recurrent_activation', 'activation', 'activation'] },
  GRU: { operator: 'GRU', functions: ['recurrent_activation', 'activation'] },
} as const;

function cell(name: keyof typeof CELLS): LayerTranslation {
  return async (context) => {
    const { builder, settings } = context;
    const units = settings.count('units');
    settings.ignore('unit_forget_bias');
    settings.off('return_state', 'stateful', 'time_major');
    const isReverse = settings.flag('go_backwards', false);
    const isSequence = settings.flag('return_sequences', false);
    const { operator } = CELLS[name];
    const functions = CELLS[name].functions.map((key) => cellFunction(context, key));
    // Without the setting a bias of two rows says it.
    const [kernel, recurrent, bias] = await context.tensors(withBias(context, 'kernel', 'recurrent_kernel'));
    const resetsAfter = name === 'GRU' && settings.flag('reset_after', bias?.shape.length === 2);
    const asMatrices = (tensor: SourceTensor) =>
      builder.add('Unsqueeze', [builder.transpose(tensor.name, [1, 0]), builder.wholes([0])]);
    const weights = [asMatrices(kernel!), asMatrices(recurrent!)];
    const biases = bias && [builder.add('Unsqueeze', [bias.name, builder.wholes([0])])];
    const [all, last] = builder.addAll(
      operator,
      [onlyInput(context), ...weights, ...(biases ?? [])],
      {
        hidden_size: int(units),
        layout: int(1),
        direction: text(isReverse ? 'reverse' : 'forward'),
        activations: texts(functions.map((one) => one.name)),
        activation_alpha: floats(functions.flatMap(({ alpha }) => alpha ?? [])),
        activation_beta: floats(functions.flatMap(({ beta }) => beta ?? [])),
        ...(name === 'LSTM' && { gates: text('ifco') }),
        ...(resetsAfter && { linear_before_reset: int(1) }),
      },
      2,
    );
    // Outputs have an axis for the directions: [batch, steps, 1, units] and [batch, 1, units].
    if (!isSequence) return builder.add('Squeeze', [last!, builder.wholes([1])]);
    const states = builder.add('Squeeze', [all!, builder.wholes([2])]);
    return isReverse ? reverseSteps(context, states) : states;
  };
}

/** Reverses the steps of [batch, steps, units]: Keras returns them in the order of computation. */
function reverseSteps({ builder }: LayerContext, x: string): string {
  const FIRST = -(2 ** 31 - 1);
  const lists = [[-1], [FIRST], [1], [-1]].map((list) => builder.wholes(list));
  return builder.add('Slice', [x, ...lists]);
}

/** Merges the two directions, each [batch, …, units]. */
const MERGES: Readonly<Record<string, string>> = { concat: 'Concat', sum: 'Add', mul: 'Mul', ave: 'Mean' };

const bidirectional: LayerTranslation = async (context) => {
  const { builder, settings } = context;
  const mode = settings.choice('merge_mode', ['concat', 'sum', 'mul', 'ave']);
  const layer = settings.value('layer');
  if (!isObject(layer)) throw settings.refusal('layer', layer);
  const stated = settings.value('backward_layer');
  const config = isObject(layer.config) ? layer.config : {};
  const backward: Json = isObject(stated)
    ? stated
    : { ...layer, config: { ...config, go_backwards: config.go_backwards !== true } };
  const input = onlyInput(context);
  const half = (at: 0 | 1) => async (roles: readonly string[]) => {
    const both = ['forward', 'backward'].flatMap((side) => roles.map((role) => `${side}/${role}`));
    return (await context.tensors(both)).slice(at * roles.length, (at + 1) * roles.length);
  };
  const forward = await context.inner(layer, 'layer', [input], half(0));
  const reverse = await context.inner(backward, 'backward_layer', [input], half(1));
  const isSequence = config.return_sequences === true;
  // The other direction returns its steps in the order of computation.
  const aligned = isSequence ? reverseSteps(context, reverse) : reverse;
  return builder.add(MERGES[mode]!, [forward, aligned], mode === 'concat' ? { axis: int(-1) } : {});
};

/** Layers that work on the last axis alone, whatever is in front of it. */
const ON_LAST_AXIS: ReadonlySet<string> = new Set(['Dense', 'Activation', 'ReLU', 'LeakyReLU', 'Dropout']);

/** Runs a layer on each step of [batch, steps, …]. */
const timeDistributed: LayerTranslation = async (context) => {
  const { builder, settings, tensors } = context;
  const layer = settings.value('layer');
  if (!isObject(layer)) throw settings.refusal('layer', layer);
  const x = onlyInput(context);
  if (ON_LAST_AXIS.has(String(layer.class_name))) return context.inner(layer, 'layer', [x], tensors);
  const lengths = (of: string, start: number, end?: number) =>
    builder.add('Shape', [of], { start: int(start), ...(end !== undefined && { end: int(end) }) });
  const joined = (...parts: readonly string[]) => builder.add('Concat', parts, { axis: int(0) });
  const steps = builder.add('Reshape', [x, joined(builder.wholes([-1]), lengths(x, 2))]);
  const output = await context.inner(layer, 'layer', [steps], tensors);
  return builder.add('Reshape', [output, joined(lengths(x, 0, 2), lengths(output, 1))]);
};

export const RECURRENT: Readonly<Record<string, LayerTranslation>> = {
  SimpleRNN: cell('SimpleRNN'),
  LSTM: cell('LSTM'),
  GRU: cell('GRU'),
  Bidirectional: bidirectional,
  TimeDistributed: timeDistributed,
};
