import type { AssetFile, DataFiles, ModelFiles } from '../core/assetFiles';
import type { DevicePreference } from '../core/device';
import { dataPaths, modelPaths } from '../core/embedded';
import { AssetError } from '../core/errors';
import { checkModel, type DataId, type ExperimentSpec, isBrought } from '../experiment/spec';
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
      this.brought.get(spec.data) ?? this.fetchData(spec),
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
    if (isBrought(weights)) throw new AssetError(weights, 'These weights are not at hand');
    const { format, ...paths } = modelPaths(model, weights);
    const [manifest, weightFile] = await Promise.all([
      this.fetchFile(paths.manifest),
      this.fetchFile(paths.weights),
    ]);
    return { format, manifest, weights: weightFile };
  }

  private async fetchData(spec: ExperimentSpec): Promise<DataFiles> {
    const { format, ...paths } = embeddedPaths(spec);
    const [samples, labels] = await Promise.all([
      Promise.all(paths.samples.map((path) => this.fetchFile(path))),
      Promise.all(paths.labels.map((path) => this.fetchFile(path))),
    ]);
    return { format, samples, labels };
  }

  private async fetchFile(path: string): Promise<AssetFile> {
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

function embeddedPaths({ model, images }: ExperimentSpec): DataFiles<string> {
  return dataPaths(checkModel(model).dataKind, images);
}

function assetKey(spec: ExperimentSpec): string {
  const { model, weights, data } = spec;
  return JSON.stringify([
    model,
    weights,
    data,
    data === 'generated' ? embeddedPaths(spec).samples.length : 0,
  ]);
}
