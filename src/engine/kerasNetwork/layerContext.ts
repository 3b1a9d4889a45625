import { t } from '../../core/language/t';
import type { Json } from '../keras/json';
import type { SourceBuilder } from '../source/sourceBuilder';
import type { SourceTensor } from '../source/sourceModel';
import { LayerRefusal, type LayerSettings } from './settings';

/** A call of a layer while it is translated. */
export interface LayerContext {
  readonly builder: SourceBuilder;
  readonly className: string;
  readonly settings: LayerSettings;
  /** Names of the inputs. */
  readonly inputs: readonly string[];
  /** Names of inputs that the call names. */
  readonly named: ReadonlyMap<string, string>;
  /** Arguments of the call beside tensors, such as `use_causal_mask`. */
  readonly call: Json;
  /** Major version of Keras that wrote the file. Null: unknown. */
  readonly major: number | null;
  /** True if TensorFlow.js's own layers wrote the file, not Keras. */
  readonly isTfjs: boolean;
  /**
   * Returns the layer's tensors by their roles in Keras's order, the first `count` of them. Throws
   * AssetError if their number differs.
   */
  readonly tensors: (roles: readonly string[], count?: number) => Promise<readonly SourceTensor[]>;
  /** Translates a layer that is a setting of this one. `tensors` are those that belong to it. */
  readonly inner: (
    layer: Json,
    key: string,
    inputs: readonly string[],
    tensors?: LayerContext['tensors'],
  ) => Promise<string>;
}

/** Adds the nodes of a layer. Returns the name of its output. */
export type LayerTranslation = (context: LayerContext) => string | Promise<string>;

/** Returns the one input of a layer. */
export function onlyInput({ inputs, named }: LayerContext): string {
  const [input, ...others] = inputs;
  if (input !== undefined && others.length === 0 && named.size === 0) return input;
  throw inputsRefusal({ inputs, named });
}

/** Refuses the number of a layer's inputs. */
export function inputsRefusal({ inputs, named }: Pick<LayerContext, 'inputs' | 'named'>): LayerRefusal {
  return new LayerRefusal(t`${inputs.length + named.size} inputs`);
}

/** Returns the names of a layer's tensors by their roles. */
export async function tensorNames(
  { tensors }: LayerContext,
  roles: readonly string[],
): Promise<readonly string[]> {
  return (await tensors(roles)).map(({ name }) => name);
}

/** Returns roles with `bias` if the layer has one. */
export function withBias({ settings }: LayerContext, ...roles: readonly string[]): readonly string[] {
  return settings.flag('use_bias', true) ? [...roles, 'bias'] : roles;
}
