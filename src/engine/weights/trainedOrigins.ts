import { product } from '../../core/network/network';
import type { GraphValues } from '../graph/graphTensors';
import type { StoredValues } from '../graph/storedValues';
import type { SourceTensor } from '../source/sourceModel';

/** Tensors of a file that the trained values of its network come from, by name. */
interface TrainedOrigins {
  /** Initialisers of floats. */
  readonly trained: ReadonlySet<string>;
  /** Initialisers of words that stand for floats. */
  readonly words: ReadonlySet<string>;
  /** Tensors outside of the initialisers, such as those of `Constant` nodes. */
  readonly constants: ReadonlySet<string>;
}

/**
 * Finds the tensors that trained values are read from, or were computed from when the file was
 * opened. One number beside others, such as an epsilon, counts as a constant.
 */
export function trainedOrigins(
  tensors: readonly GraphValues[],
  initializers: ReadonlyMap<string, SourceTensor>,
): TrainedOrigins {
  const origins = { trained: new Set<string>(), words: new Set<string>(), constants: new Set<string>() };
  for (const tensor of tensors) {
    if (tensor.structure === null) continue;
    const { floats, words } = originsOf(tensor);
    for (const name of words) origins.words.add(name);
    const long = floats.filter(({ shape }) => product(shape) > 1);
    for (const { name } of long.length > 0 ? long : floats) {
      const initializer = initializers.get(name);
      if (initializer === undefined) origins.constants.add(name);
      else if (initializer.isMade !== true) origins.trained.add(name);
    }
  }
  return origins;
}

/** Returns the tensors of the file that a tensor was computed from, or itself. */
function originsOf(tensor: StoredValues): {
  readonly floats: readonly StoredValues[];
  readonly words: readonly string[];
} {
  const { recipe, source, name } = tensor;
  // Scales and zero points belong to the words.
  if (recipe?.operation.startsWith('["dequantize"')) return { floats: [], words: [source ?? name] };
  if (recipe === undefined) return { floats: tensor.type === 'float32' ? [tensor] : [], words: [] };
  const all = recipe.inputs.flatMap((view) => (view === null ? [] : [originsOf(view.stored)]));
  return { floats: all.flatMap(({ floats }) => floats), words: all.flatMap(({ words }) => words) };
}
