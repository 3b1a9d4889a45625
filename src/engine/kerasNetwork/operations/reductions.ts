import { int } from '../../source/sourceBuilder';
import { attribute, type GraphTranslation, type GraphTranslations } from '../graphContext';

/** Inputs: values, axes. */
function reduce(operator: string): GraphTranslation {
  return (context) =>
    context.builder.add(operator, context.inputs, {
      keepdims: int(attribute(context, 'keep_dims', false) ? 1 : 0),
    });
}

/** Inputs: values, axis. */
function arg(operator: 'ArgMax' | 'ArgMin'): GraphTranslation {
  return ({ builder, inputs, wholes }) => {
    const [axis = 0] = inputs.length > 1 ? wholes(1) : [];
    return builder.add(operator, [inputs[0]!], { axis: int(axis), keepdims: int(0) });
  };
}

const cumulativeSum: GraphTranslation = (context) =>
  context.builder.add('CumSum', context.inputs, {
    exclusive: int(attribute(context, 'exclusive', false) ? 1 : 0),
    reverse: int(attribute(context, 'reverse', false) ? 1 : 0),
  });

/** Operations that compute one value of many. */
export const REDUCTIONS: GraphTranslations = {
  Mean: reduce('ReduceMean'),
  Max: reduce('ReduceMax'),
  Min: reduce('ReduceMin'),
  Sum: reduce('ReduceSum'),
  Prod: reduce('ReduceProd'),
  EuclideanNorm: reduce('ReduceL2'),
  ArgMax: arg('ArgMax'),
  ArgMin: arg('ArgMin'),
  Cumsum: cumulativeSum,
};
