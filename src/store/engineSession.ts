import type { DataFiles, ModelFiles } from '../core/assetFiles';
import type { DevicePreference } from '../core/device';
import { digitPaths, modelPaths } from '../core/embedded';
import { AssetError } from '../core/errors';
import type { DataId, ExperimentSpec } from '../experiment/spec';
import type { EnginePool, PoolEvents, PooledEngine } from '../worker/pool';

/** Starts the page's engine workers. */
export type StartPool = (preference: DevicePreference, events: PoolEvents) => Promise<EnginePool>;

/** The page's engine workers with what was opened in them last, and the test sets that the reader brought. */
export class EngineSession {
  private readonly brought: Map<DataId, DataFiles>;
  private opened: { readonly key: string; readonly engine: PooledEngine } | undefined;

  /** `previous` hands over the test sets that the reader brought to it. */
  constructor(
    readonly pool: EnginePool,
    /** Address of the folder with models and data, ending in a slash. */
    private readonly assetBase: string,
    previous?: EngineSession,
  ) {
    this.brought = new Map(previous?.brought);
  }

  /** True when the reader brought this set, or it ships with the page. */
  hasData(data: DataId): boolean {
    return data === 'generated' || this.brought.has(data);
  }

  /** The engine for a spec, when it is the one opened last. */
  engineFor(spec: ExperimentSpec): PooledEngine | undefined {
    return this.opened?.key === assetKey(spec) ? this.opened.engine : undefined;
  }

  /** Opens model and data of a spec unless they are open. Throws AssetError naming the file at fault. */
  async open(spec: ExperimentSpec): Promise<PooledEngine> {
    const known = this.engineFor(spec);
    if (known !== undefined) return known;
    const [modelFiles, dataFiles] = await Promise.all([
      this.fetchModel(spec),
      this.brought.get(spec.data) ?? this.fetchDigits(spec.images),
    ]);
    const engine = await this.pool.open({ model: spec.model, modelFiles, dataFiles, dataId: spec.data });
    this.opened = { key: assetKey(spec), engine };
    return engine;
  }

  /** Checks files of the reader in the engine, with the model of `spec`, and keeps them; returns what set they are. */
  async bring(dataFiles: DataFiles, spec: ExperimentSpec): Promise<PooledEngine['assets']> {
    const modelFiles = await this.fetchModel(spec);
    const { assets } = await this.pool.open({ model: spec.model, modelFiles, dataFiles, dataId: null });
    this.brought.set(assets.dataId, dataFiles);
    return assets;
  }

  private async fetchModel({ model, weights }: ExperimentSpec): Promise<ModelFiles> {
    const paths = modelPaths(model, weights);
    const [manifest, topology, weightFile] = await Promise.all([
      this.fetchFile(paths.manifest),
      this.fetchFile(paths.topology),
      this.fetchFile(paths.weights),
    ]);
    return { manifest, topology, weights: weightFile };
  }

  private async fetchDigits(numImages: number): Promise<DataFiles> {
    const paths = digitPaths(numImages);
    const [images, labels] = await Promise.all([
      Promise.all(paths.images.map((path) => this.fetchFile(path))),
      Promise.all(paths.labels.map((path) => this.fetchFile(path))),
    ]);
    return { images, labels };
  }

  private async fetchFile(path: string) {
    let response: Response;
    try {
      response = await fetch(this.assetBase + path);
    } catch (cause) {
      throw new AssetError(path, 'The file could not be fetched: is the page offline?', { cause });
    }
    if (!response.ok) throw new AssetError(path, `The server answered ${response.status}: expected the file`);
    return { name: path, blob: await response.blob() };
  }
}

function assetKey({ model, weights, data, images }: ExperimentSpec): string {
  return JSON.stringify([model, weights, data, data === 'generated' ? digitPaths(images).images.length : 0]);
}
