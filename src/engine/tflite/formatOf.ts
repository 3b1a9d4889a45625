import { t } from '../../core/language/t';
import { product } from '../../core/network/network';
import { isKernel } from './operatorLabels';
import type { TfliteTensor } from './tensors';

/** Operators of a graph with their tensors by index. */
interface Graph {
  readonly operators: readonly { readonly inputs: readonly number[]; readonly outputs: readonly number[] }[];
}

/**
 * Names the format of a file by the words of its largest tensor, and says what runs otherwise than
 * in TensorFlow Lite.
 */
export function formatOf(
  tensors: readonly TfliteTensor[],
  { operators }: Graph,
): { readonly format: string; readonly notes: string[] } {
  const stored = new Set(operators.flatMap(({ inputs }) => inputs));
  const kernels = tensors.filter((tensor, index) => stored.has(index) && isKernel(tensor));
  const largest = kernels.toSorted((a, b) => product(b.shape) - product(a.shape))[0];
  const notes: string[] = [];
  if (largest === undefined) return { format: 'TFLite', notes };
  const { type, quantization } = largest;
  if (quantization === null) return { format: t`TFLite (${type})`, notes };
  const hasWords = operators.some(({ outputs }) =>
    outputs.some((index) => tensors[index]!.quantization !== null),
  );
  if (!hasWords) {
    notes.push(
      t`The weights are words of ${type} and the activations floats. TensorFlow Lite rounds the activations of each sample to 8 bits before it multiplies them; here they stay floats`,
    );
  } else {
    notes.push(
      t`Words of ${type} run as the numbers that they stand for, and activations are rounded where TensorFlow Lite stores them. Its integer arithmetic may round a word to its neighbour`,
    );
  }
  const isPerChannel = kernels.some((tensor) => (tensor.quantization?.scales.length ?? 0) > 1);
  const words = isPerChannel ? t`${type} per channel` : t`${type} per tensor`;
  return { format: hasWords ? t`TFLite (${words})` : t`TFLite (weights ${words})`, notes };
}
