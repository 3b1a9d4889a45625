import { one } from '../flatSchema';
import { CannotLower, type LoweredOperator, type Lowering, withOptions } from '../lowering';
import { ACTIVATIONS } from '../schema';

/** Places of the inputs of an LSTM; those of the gates in the order i, f, c, o. */
const KERNELS = [1, 2, 3, 4];
const RECURRENT = [5, 6, 7, 8];
/** Of i, o, f: the order of ONNX. */
const PEEPHOLES = [9, 11, 10];
const BIASES = [12, 13, 14, 15];
const PROJECTION = [16, 17];
const STATES = [18, 19];
const NORMS = [20, 21, 22, 23];

/** Adds the tensors of several gates, each with a first axis in front, as one. */
function joined(operator: Lowering, places: readonly number[]): string {
  const parts = places.map((at) => operator.input(at));
  return operator.node('Unsqueeze', [operator.node('Concat', parts, { axis: 0 }), operator.list([0])]);
}

/** Refuses inputs that an LSTM of Keras does not have. */
function refuse(operator: Lowering, places: readonly number[]): void {
  for (const at of places)
    if (operator.has(at))
      throw new CannotLower(`${operator.tensor(at).name} = [${operator.tensor(at).shape.join(', ')}]`);
}

/** Inputs: values [batch, steps, features], then kernels, peepholes and biases of each gate. */
const lstm = withOptions(
  71,
  {
    fused: one(0, 'byte'),
    cell_clip: one(1, 'float'),
    proj_clip: one(2, 'float'),
    time_major: one(3, 'bool'),
  },
  (operator, { fused, cell_clip, proj_clip, time_major }) => {
    if (ACTIVATIONS[fused] !== 'TANH')
      throw new CannotLower(`fused_activation_function = ${ACTIVATIONS[fused] ?? fused}`);
    for (const [name, clip] of Object.entries({ cell_clip, proj_clip }))
      if (clip !== 0) throw new CannotLower(`${name} = ${clip}`);
    refuse(operator, [...PROJECTION, ...NORMS]);
    // States that a file stores are not those that an inference starts with.
    for (const at of STATES)
      if (operator.has(at) && operator.tensor(at).data !== null) refuse(operator, [at]);
    const kernels = joined(operator, KERNELS);
    const recurrent = joined(operator, RECURRENT);
    const biases = joined(operator, BIASES);
    const peepholes = PEEPHOLES.some((at) => operator.has(at)) ? joined(operator, PEEPHOLES) : '';
    const states = operator.node(
      'LSTM',
      [operator.input(0), kernels, recurrent, biases, '', '', '', peepholes],
      { layout: time_major ? 0 : 1, gates: 'ifco' },
    );
    return operator.node('Squeeze', [states, operator.list([time_major ? 1 : 2])]);
  },
);

/** Operators that run over the steps of a sequence. */
export const SEQUENCES: Readonly<Record<string, LoweredOperator>> = {
  UNIDIRECTIONAL_SEQUENCE_LSTM: lstm,
};
