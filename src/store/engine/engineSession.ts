import type { DevicePreference } from '../../core/device';
import { AssetError } from '../../core/errors';
import {
  type AssetFile,
  type DataFiles,
  filesIn,
  type ModelFiles,
  type NetworkFiles,
  type OwnSampleFiles,
} from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import { dataPaths, modelPaths } from '../../core/network/assetPaths';
import { checkCatalogModel, checkModel } from '../../core/network/catalog';
import { type DataId, isUserFile, type WeightsId } from '../../experiment/settings/dataId';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import type { EnginePool, PoolEvents, PooledEngine } from '../../worker/pool';
import type { IdentifiedFiles, LoadedAssets } from '../../worker/protocol';
import type { SortedFiles } from '../files/sortFiles';
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

/** Engine workers of the page, with the model and data opened last and all imported files. */
export class EngineSession {
  private readonly importedData: Map<DataId, DataFiles>;
  /** Model files by model and weights. */
  private readonly importedModels: Map<string, ModelFiles>;
  /** Networks of the reader by id. */
  private readonly networks: Map<string, NetworkFiles>;
  /** Samples for networks of the reader, by their id. */
  private readonly ownSamples: Map<DataId, readonly AssetFile[]>;
  private opened: { readonly key: string; readonly engine: PooledEngine } | undefined;
  /**
   * Assets being opened. A request for the same assets joins it, and a request for others aborts
   * it.
   */
  private opening: Opening | undefined;

  /** Takes over the imported files of `previous`. */
  constructor(
    readonly pool: EnginePool,
    /** Address of the folder with models and data, ending in a slash. */
    private readonly assetBase: string,
    previous?: EngineSession,
  ) {
    this.importedData = new Map(previous?.importedData);
    this.importedModels = new Map(previous?.importedModels);
    this.networks = new Map(previous?.networks);
    this.ownSamples = new Map(previous?.ownSamples);
  }

  /** True if this test set was imported or ships with the page. */
  hasData(data: DataId): boolean {
    return data === 'generated' || this.importedData.has(data) || this.ownSamples.has(data);
  }

  /** True if these weights were imported or ship with the page. */
  hasWeights({ model, weights }: ExperimentSpec): boolean {
    const shipped: readonly WeightsId[] = checkModel(model).weights;
    return (
      shipped.includes(weights) || this.importedModels.has(`${model} ${weights}`) || this.networks.has(model)
    );
  }

  /** Adds a network of the reader. */
  addNetwork(id: string, files: NetworkFiles): void {
    this.networks.set(id, files);
  }

  /**
   * Opens samples of the reader with a network of theirs, and keeps them. `preprocessing` is their
   * preprocessing as text; if null, the engine proposes one. Throws AssetError that names the
   * invalid file.
   */
  async importSamples(model: string, files: Omit<OwnSampleFiles, 'format'>): Promise<LoadedAssets> {
    const engine = await this.pool.open({
      model,
      modelFiles: this.networkOf(model),
      dataFiles: { format: 'own', ...files },
      dataId: null,
      weightsId: null,
    });
    const { dataId: data, weightsId: weights, steps } = engine.assets;
    this.ownSamples.set(data, files.samples);
    this.opened = { key: assetKey({ model, weights, data, preprocessing: steps, numSamples: 0 }), engine };
    return engine.assets;
  }

  /** Returns the files of an open network. Throws AssetError if it is not open. */
  networkOf(model: string): NetworkFiles {
    const files = this.networks.get(model);
    if (files !== undefined) return files;
    const { file } = checkModel(model);
    throw new AssetError(file?.name ?? model, t`This network is not open: expected its file`);
  }

  /** Adds a test set that was imported on an earlier visit. */
  addData(data: DataId, files: DataFiles): void {
    this.importedData.set(data, files);
  }

  /** Adds weights that were imported on an earlier visit. */
  addModel({ model, weights }: ExperimentSpec, files: ModelFiles): void {
    this.importedModels.set(`${model} ${weights}`, files);
  }

  /** Adds samples for networks of the reader that were kept on an earlier visit. */
  addSamples(data: DataId, samples: readonly AssetFile[]): void {
    this.ownSamples.set(data, samples);
  }

  /** Returns the samples of a network of the reader; none if they are not open. */
  samplesOf(data: DataId): readonly AssetFile[] {
    return this.ownSamples.get(data) ?? [];
  }

  /** Returns the imported files that an experiment uses. */
  ownFiles({ model, weights, data }: ExperimentSpec): readonly AssetFile[] {
    const sets = [
      this.importedData.get(data),
      this.importedModels.get(`${model} ${weights}`),
      this.networks.get(model),
    ];
    const files = sets.flatMap((set) => (set === undefined ? [] : filesIn(set)));
    return isOwn(model) ? [...files, ...this.samplesOf(data)] : files;
  }

  /** Returns the engine for a spec if its model and data were opened last. */
  engineFor(spec: ExperimentSpec): PooledEngine | undefined {
    return this.opened?.key === assetKey(spec) ? this.opened.engine : undefined;
  }

  /**
   * Opens model and data of a spec unless they are open. Reports the progress of downloads to
   * `onBytes`. Throws AssetError that names the invalid file, and AbortError if other assets are
   * requested meanwhile.
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
      this.dataOf(spec, fetched),
    ]);
    const { model, data: dataId, weights: weightsId } = spec;
    const engine = await this.pool.open({ model, modelFiles, dataFiles, dataId, weightsId });
    const found = engine.assets.dataId;
    if (dataFiles.format === 'own' && found !== dataId) {
      this.ownSamples.delete(dataId);
      throw new AssetError(
        dataFiles.samples[0]?.name ?? dataId,
        t`These files hold the samples ${found}: expected ${dataId}. Open the files of ${dataId}`,
      );
    }
    this.opened = { key, engine };
    return engine;
  }

  /**
   * Checks imported files in the engine for the model of `spec`, keeps them and returns their ids.
   * If `spec` names the other half, weights or data, and it is available, opens both together.
   * `wanted` is the required id of fetched weights. Throws AssetError that names the invalid file.
   */
  async importFiles(
    { data, model: weightFiles }: Pick<SortedFiles, 'data' | 'model'>,
    spec: ExperimentSpec,
    wanted: WeightsId | null = null,
  ): Promise<IdentifiedFiles> {
    const { model } = spec;
    const fetched: Fetched = (path) => this.fetchFile(path);
    const modelFiles = weightFiles ?? (this.hasWeights(spec) ? await this.fetchModel(spec, fetched) : null);
    const dataFiles = data ?? (this.hasData(spec.data) ? await this.dataOf(spec, fetched) : null);
    const dataId = data === null ? spec.data : null;
    const weightsId = weightFiles === null ? spec.weights : wanted;
    let imported: IdentifiedFiles;
    if (modelFiles !== null && dataFiles !== null) {
      const engine = await this.pool.open({ model, modelFiles, dataFiles, dataId, weightsId });
      imported = engine.assets;
      // Usually this experiment runs next, and large weights take seconds to load.
      const { dataId: opened, weightsId: weights } = engine.assets;
      this.opened = { key: assetKey({ ...spec, data: opened, weights }), engine };
    } else {
      imported = await this.pool.identify({
        model,
        modelFiles: weightFiles,
        dataFiles: data,
        weightsId: wanted,
      });
    }
    if (data !== null && imported.dataId !== null) this.importedData.set(imported.dataId, data);
    if (weightFiles !== null && imported.weightsId !== null)
      this.importedModels.set(`${model} ${imported.weightsId}`, weightFiles);
    return {
      dataId: data === null ? null : imported.dataId,
      numSamples: data === null ? null : imported.numSamples,
      weightsId: weightFiles === null ? null : imported.weightsId,
      weightsNotes: weightFiles === null ? [] : imported.weightsNotes,
    };
  }

  private async fetchModel(
    { model, weights }: ExperimentSpec,
    fetched: Fetched,
  ): Promise<ModelFiles | NetworkFiles> {
    if (isOwn(model)) return this.networkOf(model);
    const imported = this.importedModels.get(`${model} ${weights}`);
    if (imported !== undefined) return imported;
    if (isUserFile(weights))
      throw new AssetError(weights, t`These weights are not loaded: expected the weight file`);
    const { format, ...paths } = modelPaths(model, weights);
    const [manifest, weightFile] = await Promise.all([fetched(paths.manifest), fetched(paths.weights)]);
    return { format, manifest, weights: weightFile };
  }

  private async dataOf(spec: ExperimentSpec, fetched: Fetched): Promise<DataFiles | OwnSampleFiles> {
    const { model, data, preprocessing } = spec;
    if (isOwn(model)) {
      const samples = this.ownSamples.get(data);
      if (samples !== undefined) return { format: 'own', samples, preprocessing };
      throw new AssetError(data, t`These samples are not loaded: expected their files`);
    }
    return this.importedData.get(spec.data) ?? fetchData(spec, fetched);
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

function embeddedPaths({ model, numSamples }: AssetSpec): DataFiles<string> {
  return dataPaths(checkCatalogModel(model).dataKind, numSamples);
}

/** True for a network of the reader. */
function isOwn(model: string): boolean {
  return checkModel(model).dataKind === 'own';
}

type AssetSpec = Pick<ExperimentSpec, 'model' | 'weights' | 'data' | 'preprocessing' | 'numSamples'>;

function assetKey(spec: AssetSpec): string {
  const { model, weights, data, preprocessing } = spec;
  return JSON.stringify([
    model,
    weights,
    data,
    preprocessing,
    data === 'generated' ? embeddedPaths(spec).samples.length : 0,
  ]);
}
