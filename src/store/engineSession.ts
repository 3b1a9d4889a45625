import type { AssetFile, DataFiles, ModelFiles } from '../core/assetFiles';
import type { DevicePreference } from '../core/device';
import { dataPaths, modelPaths } from '../core/embedded';
import { AssetError } from '../core/errors';
import { checkModel, type DataId, type ExperimentSpec, isBrought } from '../experiment/spec';
import type { EnginePool, PoolEvents, PooledEngine } from '../worker/pool';
import { DownloadMeter, fetchAsset, type OnBytes } from './fetchAsset';

/** Starts the page's engine workers. */
export type StartPool = (preference: DevicePreference, events: PoolEvents) => Promise<EnginePool>;

/** Fetches a file of the page by its path. */
type Fetched = (path: string) => Promise<AssetFile>;

interface Opening {
  readonly key: string;
  onBytes: OnBytes;
  readonly controller: AbortController;
  readonly engine: Promise<PooledEngine>;
}

/** The page's engine workers with what was opened in them last, and the test sets that the reader brought. */
export class EngineSession {
  private readonly brought: Map<DataId, DataFiles>;
  private opened: { readonly key: string; readonly engine: PooledEngine } | undefined;
  /** Assets on their way: who asks for the same ones joins, who asks for others ends it. */
  private opening: Opening | undefined;

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

  /**
   * Opens model and data of a spec unless they are open, and tells how much of their files is here. Throws AssetError naming
   * the file at fault, and an AbortError when other assets are asked for meanwhile.
   */
  async open(spec: ExperimentSpec, onBytes: OnBytes = () => {}): Promise<PooledEngine> {
    const known = this.engineFor(spec);
    if (known !== undefined) return known;
    const key = assetKey(spec);
    if (this.opening?.key === key) {
      this.opening.onBytes = onBytes;
      return this.opening.engine;
    }
    this.opening?.controller.abort();
    const controller = new AbortController();
    const meter = new DownloadMeter((loaded, total) => opening.onBytes(loaded, total));
    const fetched: Fetched = (path) => this.fetchFile(path, meter, controller.signal);
    const opening: Opening = { key, onBytes, controller, engine: this.load(spec, key, fetched) };
    this.opening = opening;
    try {
      return await opening.engine;
    } finally {
      if (this.opening === opening) this.opening = undefined;
    }
  }

  private async load(spec: ExperimentSpec, key: string, fetched: Fetched): Promise<PooledEngine> {
    const [modelFiles, dataFiles] = await Promise.all([
      this.fetchModel(spec, fetched),
      this.brought.get(spec.data) ?? fetchData(spec, fetched),
    ]);
    const engine = await this.pool.open({ model: spec.model, modelFiles, dataFiles, dataId: spec.data });
    this.opened = { key, engine };
    return engine;
  }

  /** Checks files of the reader in the engine, with the model of `spec`, and keeps them; returns what set they are. */
  async bring(dataFiles: DataFiles, spec: ExperimentSpec): Promise<PooledEngine['assets']> {
    const modelFiles = await this.fetchModel(spec, (path) => this.fetchFile(path));
    const { assets } = await this.pool.open({ model: spec.model, modelFiles, dataFiles, dataId: null });
    this.brought.set(assets.dataId, dataFiles);
    return assets;
  }

  private async fetchModel({ model, weights }: ExperimentSpec, fetched: Fetched): Promise<ModelFiles> {
    if (isBrought(weights)) throw new AssetError(weights, 'These weights are not at hand');
    const { format, ...paths } = modelPaths(model, weights);
    const [manifest, weightFile] = await Promise.all([fetched(paths.manifest), fetched(paths.weights)]);
    return { format, manifest, weights: weightFile };
  }

  private fetchFile(path: string, meter?: DownloadMeter, signal?: AbortSignal): Promise<AssetFile> {
    return fetchAsset(this.assetBase + path, path, meter?.track() ?? (() => {}), signal);
  }
}

async function fetchData(spec: ExperimentSpec, fetched: Fetched): Promise<DataFiles> {
  const { format, ...paths } = embeddedPaths(spec);
  const [samples, labels] = await Promise.all([
    Promise.all(paths.samples.map(fetched)),
    Promise.all(paths.labels.map(fetched)),
  ]);
  return { format, samples, labels };
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
