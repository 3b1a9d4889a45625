import type { TfliteTensor } from './tensors';

/** Names that converters make up. */
const MADE_UP =
  /^(?:(?:tfl|arith|std|tf)\..*|(?:Stateful)?(?:Partitioned)?Call.*|Identity(?:_.*)?|[^a-z]*|.*#\d+)$/i;

/** An operator with its tensors by index. */
interface OperatorTensors {
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

/**
 * Returns names for operators, which the file does not give them: that of an operator's kernel,
 * else of its first output, without a scope that all have. Empty where converters made it up.
 */
export function operatorLabels(
  tensors: readonly TfliteTensor[],
  operators: readonly OperatorTensors[],
): readonly string[] {
  const labels = operators.map((operator) => labelOf(tensors, operator));
  const scopes = new Set(labels.flatMap((label) => (label.includes('/') ? [label.split('/')[0]] : [])));
  const [scope] = scopes;
  if (scopes.size !== 1) return labels;
  return labels.map((label) => (label.startsWith(`${scope}/`) ? label.slice(scope!.length + 1) : label));
}

function labelOf(tensors: readonly TfliteTensor[], { inputs, outputs }: OperatorTensors): string {
  const kernels = inputs.filter((index) => {
    const tensor = tensors[index];
    return tensor !== undefined && isKernel(tensor);
  });
  const names = [...kernels, ...outputs].map((index) => lastPart(tensors[index]!.name));
  return names.find((name) => !MADE_UP.test(name)) ?? '';
}

/** Returns true for a stored matrix of numbers, not of indices. */
export function isKernel({ data, shape, type, quantization }: TfliteTensor): boolean {
  return data !== null && shape.length >= 2 && (quantization !== null || /float/.test(type));
}

/** Converters join the names of the operations that they fused by `;`, the first one last. */
function lastPart(name: string): string {
  return name.split(';').at(-1)!;
}
