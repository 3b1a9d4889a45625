import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import type { NestedLayers, StoredLayers, StoredWeight } from '../keras/storedLayers';
import type { WeightFile } from '../keras/weightFile';
import { orderWeights } from '../keras/weightRoles';
import type { SourceBuilder } from '../source/sourceBuilder';
import type { SourceTensor } from '../source/sourceModel';

/** Finds the tensors of layers in an open file. */
export class LayerTensors {
  constructor(
    private readonly file: WeightFile,
    private readonly stored: StoredLayers,
    private readonly builder: SourceBuilder,
    /** Name of the layer that a tensor of a nested model belongs to, by the tensor's name. */
    private readonly ownerOf: (tensor: string) => string | undefined,
  ) {}

  /**
   * Returns the tensors of a layer by their roles, in the order of the roles. `path` has the names
   * of the models around it and its own. Only the first `count` are opened. Throws AssetError if
   * the file has others.
   */
  async find(
    path: readonly string[],
    roles: readonly string[],
    count = roles.length,
  ): Promise<readonly SourceTensor[]> {
    const title = path.join('/');
    const ordered = orderWeights(this.file.name, title, this.weightsOf(path), roles);
    return Promise.all(
      ordered.slice(0, count).map((weight, index) => this.open(weight, `${title}/${roles[index]}`)),
    );
  }

  private async open({ path }: StoredWeight, name: string): Promise<SourceTensor> {
    const tensor = await this.file.tensor(path);
    if (tensor === undefined)
      throw new AssetError(this.file.name, t`Tensor ${name} is missing at ${path}: expected its values`);
    const { shape, read } = tensor;
    const opened: SourceTensor = { name, type: 'float32', shape, fileName: this.file.name, read };
    this.builder.tensor(opened);
    return opened;
  }

  private weightsOf(path: readonly string[]): readonly StoredWeight[] {
    const last = path.at(-1)!;
    let layers: StoredLayers = this.stored;
    for (const [at, name] of path.entries()) {
      const found: readonly StoredWeight[] | NestedLayers | undefined = layers.get(name);
      if (found === undefined) break;
      if (!('layers' in found)) {
        // Keras 2 has one list for a model inside the model.
        return at === path.length - 1 ? found : found.filter((weight) => this.ownerOf(weight.name) === last);
      }
      layers = found.layers;
    }
    const flat = this.stored.get(last);
    return flat === undefined || 'layers' in flat ? [] : flat;
  }
}
