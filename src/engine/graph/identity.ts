import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ModelDescription } from '../../core/network/model';
import type { ShapedNode } from '../../core/network/network';
import type { GraphValues } from './graphTensors';
import { jsonOf } from './recipe';
import type { FileValues, Recipe, StoredValues, StoredView } from './storedValues';

/** Digests of stored tensors, by their values in the file. */
export class TensorDigests {
  private readonly files = new Map<string, string>();
  private readonly recipes = new Map<Recipe, string>();

  /**
   * Returns the SHA-256 over type, shape and values of a tensor. Computed values are replaced by
   * their recipe and the digests of what they were computed from.
   */
  async of(stored: StoredValues, values?: FileValues): Promise<string> {
    const { name, shape, type, recipe } = stored;
    if (recipe !== undefined) return digestOf(jsonOf({ shape, type, recipe: await this.ofRecipe(recipe) }));
    const known = this.files.get(name);
    if (known !== undefined) return known;
    const found = digestOf(jsonOf({ shape, type }), bytesOf(values ?? (await stored.read())));
    this.files.set(name, found);
    return found;
  }

  private async ofRecipe(recipe: Recipe): Promise<string> {
    const known = this.recipes.get(recipe);
    if (known !== undefined) return known;
    const inputs: unknown[] = [];
    for (const input of recipe.inputs) inputs.push(input && (await this.ofView(input)));
    const found = digestOf(jsonOf([recipe.operation, inputs]));
    this.recipes.set(recipe, found);
    return found;
  }

  private async ofView({ stored, permutation, part, dims }: StoredView): Promise<unknown> {
    return [await this.of(stored), permutation, part ?? null, dims];
  }
}

/**
 * Returns the identity of a network: `file-` and 16 hex digits of the SHA-256 over its input, its
 * canonical graph, its tensors and the names of its layers.
 *
 * Links name layers, so that a layer with another name makes another network. Names of tensors, of
 * other nodes and of blocks are left out: readers of different formats make them up.
 */
export function identityOf(
  { inputShape, wholeInput, nodes, layers }: Omit<ModelDescription, 'id'>,
  tensors: readonly GraphValues[],
  digests: ReadonlyMap<string, string>,
): string {
  const numbers = new Map(tensors.map(({ name }, number) => [name, number]));
  const places = new Map(nodes.map(({ node }, place) => [node.name, place]));
  const graph = nodes.map(({ node, tensors: uses, ...shapes }: ShapedNode) => {
    const { name: _, block: __, inputs, ...operation } = node;
    return {
      ...shapes,
      operation,
      inputs: inputs?.map((input) => places.get(input) ?? -1),
      tensors: uses.map((use) => ({ ...use, tensor: numbers.get(use.tensor) })),
    };
  });
  const stored = tensors.map(({ name, structure }) => ({ structure, digest: digests.get(name) }));
  const names = layers.map(({ name }) => name);
  return `file-${digestOf(jsonOf({ inputShape, wholeInput, graph, stored, names })).slice(0, 16)}`;
}

/** Returns the SHA-256 of a text and of bytes after it, in hex. */
function digestOf(text: string, bytes = new Uint8Array(0)): string {
  return bytesToHex(sha256.create().update(new TextEncoder().encode(text)).update(bytes).digest());
}

function bytesOf(values: FileValues): Uint8Array<ArrayBuffer> {
  return new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength);
}
