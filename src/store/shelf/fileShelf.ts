import { type DataFiles, filesIn, type ModelFiles } from '../../core/files/assetFiles';
import { checkModel } from '../../core/network/catalog';
import { dataTitle, weightsTitle } from '../../experiment/settings/dataId';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import type { KeptFiles, OpenDatabase } from '../cache/databaseSchema';
import type { EngineSession } from '../engine/engineSession';
import type { SortedFiles } from '../files/sortFiles';
import type { TabNews } from './tabNews';

/** A test set or weights that this browser keeps. */
interface KeptSet {
  readonly key: string;
  /** Title for the reader: `MNIST`, `weight file 3f9a01c2…`. */
  readonly title: string;
  readonly bytes: number;
}

/** Files of the reader that outlast the page. Every call rejects if the browser refuses. */
export interface FileShelf {
  list(): Promise<readonly KeptSet[]>;
  /** Keeps dropped files as the data and weights of an experiment. */
  keep(files: Pick<SortedFiles, 'data' | 'model'>, spec: ExperimentSpec): Promise<void>;
  remove(key: string): Promise<void>;
  /** Gives an engine the kept files that an experiment needs and that it lacks. */
  restore(session: EngineSession, spec: ExperimentSpec): Promise<void>;
}

/** Opens the kept files in the page's database. */
export function browserFiles(open: OpenDatabase, { post }: Pick<TabNews, 'post'>): FileShelf {
  return {
    async list() {
      const { store } = (await open()).transaction('files');
      const [keys, sets] = await Promise.all([store.getAllKeys(), store.getAll()]);
      return sets.map(({ title, bytes }, index) => ({ key: keys[index]!, title, bytes }));
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
    async remove(key) {
      await (await open()).delete('files', key);
      post({ kind: 'changed' });
    },
    async restore(session, spec) {
      const database = await open();
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
export function bytesOf(files: DataFiles | ModelFiles): number {
  return filesIn(files).reduce((sum, { blob }) => sum + blob.size, 0);
}

function dataKey({ data }: ExperimentSpec): string {
  return `data ${data}`;
}

function modelKey({ model, weights }: ExperimentSpec): string {
  return `model ${model} ${weights}`;
}
