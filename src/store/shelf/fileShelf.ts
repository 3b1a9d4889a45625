import {
  type DataFiles,
  filesIn,
  type ModelFiles,
  type NetworkFiles,
  type OwnSampleFiles,
} from '../../core/files/assetFiles';
import { checkModel } from '../../core/network/catalog';
import { type DataId, dataTitle, weightsTitle } from '../../experiment/settings/dataId';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import type { KeptFiles, OpenDatabase } from '../cache/databaseSchema';
import type { EngineSession } from '../engine/engineSession';
import type { OwnSamples } from '../files/ownSamples';
import type { SortedFiles } from '../files/sortFiles';
import type { TabNews } from './tabNews';

/** Files of one kind that this browser keeps. */
export interface KeptSet {
  readonly key: string;
  /** Title for the reader: `MNIST`, `weight file 3f9a01c2…`, `lenet.onnx 3f9a01c2…`. */
  readonly title: string;
  readonly bytes: number;
  /** Id of the network in the files, `file-…`. Null: they hold none of the reader. */
  readonly network: string | null;
}

/** A network of the reader that this browser keeps. */
interface KeptNetwork {
  readonly files: NetworkFiles;
  /** Samples that it ran on last. */
  readonly samples: OwnSamples;
}

/** Files of samples for a network of the reader. */
type KeptSamples = Omit<OwnSampleFiles, 'preprocessing'>;

/** Files of the reader that outlast the page. Every call rejects if the browser refuses. */
export interface FileShelf {
  list(): Promise<readonly KeptSet[]>;
  /** Keeps dropped files as the data and weights of an experiment. */
  keep(files: Pick<SortedFiles, 'data' | 'model'>, spec: ExperimentSpec): Promise<void>;
  /** Keeps a network of the reader and the samples that it ran on. */
  keepNetwork(id: string, files: NetworkFiles, samples: OwnSamples, sampleFiles: KeptSamples): Promise<void>;
  /** Returns a kept network by its id; undefined if it is not kept. */
  network(id: string): Promise<KeptNetwork | undefined>;
  /** Deletes kept files. Returns a function that brings them back. */
  remove(key: string): Promise<() => Promise<void>>;
  /** Gives an engine the kept files that an experiment needs and that it lacks. */
  restore(session: EngineSession, spec: ExperimentSpec): Promise<void>;
}

/** Opens the kept files in the page's database. */
export function browserFiles(open: OpenDatabase, { post }: Pick<TabNews, 'post'>): FileShelf {
  return {
    async list() {
      const { store } = (await open()).transaction('files');
      const [keys, sets] = await Promise.all([store.getAllKeys(), store.getAll()]);
      return sets.map(({ title, bytes }, index) => {
        const key = keys[index]!;
        return { key, title, bytes, network: /^network (.*)/.exec(key)?.[1] ?? null };
      });
    },
    async keep({ data, model }, spec) {
      const { dataKind } = checkModel(spec.model);
      const { store, done } = (await open()).transaction('files', 'readwrite');
      const put = (key: string, files: KeptFiles['files'], title: string) =>
        store.put({ files, title, bytes: bytesOf(files) }, key);
      await Promise.all([
        data !== null && put(dataKey(spec), data, dataTitle(spec.data, dataKind)),
        model !== null && put(modelKey(spec), model, weightsTitle(spec.weights, dataKind)),
        done,
      ]);
      post({ kind: 'changed' });
    },
    async keepNetwork(id, files, samples, sampleFiles) {
      const { store, done } = (await open()).transaction('files', 'readwrite');
      const title = `${files.weights.name} ${id.slice(5, 13)}…`;
      await Promise.all([
        store.put({ files, title, bytes: bytesOf(files), samples }, networkKey(id)),
        store.put(
          { files: sampleFiles, title: dataTitle(samples.data, 'own'), bytes: bytesOf(sampleFiles) },
          samplesKey(samples.data),
        ),
        done,
      ]);
      post({ kind: 'changed' });
    },
    async network(id) {
      const kept = await (await open()).get('files', networkKey(id));
      return kept && { files: kept.files as NetworkFiles, samples: kept.samples! };
    },
    async remove(key) {
      const { store, done } = (await open()).transaction('files', 'readwrite');
      const kept = await store.get(key);
      await Promise.all([store.delete(key), done]);
      post({ kind: 'changed' });
      return async () => {
        if (kept !== undefined) await (await open()).put('files', kept, key);
        post({ kind: 'changed' });
      };
    },
    async restore(session, spec) {
      const database = await open();
      if (checkModel(spec.model).dataKind === 'own') {
        const kept = session.hasData(spec.data)
          ? undefined
          : await database.get('files', samplesKey(spec.data));
        if (kept !== undefined) session.addSamples(spec.data, (kept.files as KeptSamples).samples);
        return;
      }
      const [data, model] = await Promise.all([
        session.hasData(spec.data) ? undefined : database.get('files', dataKey(spec)),
        session.hasWeights(spec) ? undefined : database.get('files', modelKey(spec)),
      ]);
      if (data !== undefined) session.addData(spec.data, data.files as DataFiles);
      if (model !== undefined) session.addModel(spec, model.files as ModelFiles);
    },
  };
}

/** Returns the number of bytes of dropped files. */
export function bytesOf(files: KeptFiles['files']): number {
  return filesIn(files).reduce((sum, { blob }) => sum + blob.size, 0);
}

function networkKey(id: string): string {
  return `network ${id}`;
}

function samplesKey(data: DataId): string {
  return `samples ${data}`;
}

function dataKey({ data }: ExperimentSpec): string {
  return `data ${data}`;
}

function modelKey({ model, weights }: ExperimentSpec): string {
  return `model ${model} ${weights}`;
}
