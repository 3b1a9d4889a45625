import { isSystemFile } from '../../core/files/folderFiles';
import { t } from '../../core/language/t';
import { checkModel } from '../../core/network/catalog';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { grouped } from '../../experiment/text/numberWords';
import type { EngineKeeper } from '../engine/engineKeeper';
import type { EngineSession } from '../engine/engineSession';
import { missingFiles } from '../engine/openExperiment';
import { notify, refuse } from '../notices';
import { keyOf } from '../selectors/measured';
import { bytesOf } from '../shelf/fileShelf';
import { offerToKeep } from '../shelf/offerToKeep';
import type { StateAccess } from '../state';
import { findNetwork } from './findNetwork';
import { importFiles } from './importFiles';
import { openBundle } from './openBundle';
import { findChip, readChip } from './readChip';
import { readFigure } from './readFigure';
import { pathOf, type SortedFiles, sortFiles } from './sortFiles';

/** Reading files for longer than this shows a notice, in milliseconds. */
const QUIET_READ_MS = 400;

/** Opens imported files. Files that come before the engine runs wait for it. */
export class FileOpener {
  private waiting: readonly File[] = [];

  constructor(
    private readonly store: StateAccess,
    private readonly keeper: EngineKeeper,
    /** Applies the experiment of the files. */
    private readonly applySpec: (spec: ExperimentSpec) => void,
    /** Opens the experiment and the view of a link. */
    private readonly openLink: (link: string) => void,
  ) {}

  /**
   * Opens an exported figure or bundle, the table of a chip, and data and weights in the engine. A
   * notice reports a refusal. That of a table stays until other files are opened.
   */
  async open(dropped: readonly File[] | Promise<readonly File[]>): Promise<void> {
    this.store.getState().dismiss('chip');
    try {
      const files = (await dropped).filter((file) => !isSystemFile(pathOf(file)));
      const [first] = files;
      if (first !== undefined && files.length === 1)
        if ((await this.openBundle(first)) || (await this.openFigure(first))) return;
      const found = await findChip(files, this.takesSamples() !== null);
      if (found.table !== null) await this.openChip(found.table);
      if (found.table === null || found.others.length > 0) await this.openInEngine(found.others);
    } catch (error) {
      refuse(this.store, 'files', error);
    }
  }

  /**
   * Returns the network of the reader that dropped files are samples of: that of the sheet on
   * screen, else that of the experiment. Null if there is none.
   */
  private takesSamples(): string | null {
    const { sheet, spec } = this.store.getState();
    if (typeof sheet === 'string') return sheet;
    return checkModel(spec.model).dataKind === 'own' ? spec.model : null;
  }

  /** Opens a network that this browser keeps, once the engine runs. */
  async openKept(id: string): Promise<void> {
    const { session } = this.keeper;
    if (session === undefined) return;
    const { openKept } = await import('./openKept');
    await openKept(id, this.store, session, this.openLink);
  }

  /** Opens the files that waited for an engine. */
  async openWaiting(): Promise<void> {
    const files = this.waiting;
    this.waiting = [];
    if (files.length > 0) await this.openInEngine(files);
  }

  /**
   * Shows the runs of a bundle and opens its experiment and files. Resolves to false if the file is
   * none.
   */
  private async openBundle(file: File): Promise<boolean> {
    const bundle = await openBundle(file);
    if (bundle === null) return false;
    const { getState, setState } = this.store;
    const { link, runs, files } = bundle;
    const keys = new Set(runs.map(({ spec }) => keyOf(spec)));
    const others = getState().storedRuns.filter(
      ({ importedFrom, spec }) => importedFrom === undefined || !keys.has(keyOf(spec)),
    );
    setState({ storedRuns: [...others, ...runs] });
    this.openLink(link);
    const trials = runs.reduce((sum, { results }) => sum + results.length, 0);
    notify(this.store, {
      id: 'opened',
      tone: 'info',
      text: t`Opened from ${file.name}: ${runsText(runs.length)} with ${trialsText(trials)}, measured by ${runs[0]!.environment}. They are shown as imported until this device has as many trials`,
    });
    if (files.length > 0) await this.openInEngine(files);
    return true;
  }

  /** Opens the experiment in an exported figure. Resolves to false if the file is none. */
  private async openFigure(file: File): Promise<boolean> {
    const found = await readFigure(file);
    if (found === null) return false;
    const { record, remark } = found;
    this.openLink(record.link);
    const opened = t`Opened from ${file.name}: ${record.figure}, drawn by ${record.program}`;
    notify(this.store, {
      id: 'opened',
      tone: remark === null ? 'info' : 'warning',
      text: remark === null ? opened : `${opened}. ${remark}`,
    });
    return true;
  }

  private async openInEngine(files: readonly File[]): Promise<void> {
    const { store } = this;
    const { getState } = store;
    const { session } = this.keeper;
    if (session === undefined) {
      this.waiting = [...this.waiting, ...files];
      notify(store, { id: 'files', tone: 'info', text: t`The files open as soon as the engine runs` });
      return;
    }
    const reading = setTimeout(
      () => notify(store, { id: 'files', tone: 'info', text: readingText(files) }),
      QUIET_READ_MS,
    );
    try {
      if (await this.openOwn(files, session)) {
        clearTimeout(reading);
        if (session !== this.keeper.session) await this.openInEngine(files);
        return;
      }
      const sorted = await sortFiles(files);
      const { spec } = getState();
      const { missingData, missingWeights } = missingFiles(session, spec);
      const missing = { data: missingData, weights: missingWeights };
      const imported = await importFiles(sorted, session, spec, missing).catch(async (cause) => {
        // Errors of a worker keep their name alone.
        const isRefused = cause instanceof Error && cause.name === 'AssetError';
        if (isRefused && (await this.openUnknown(files, sorted, session))) return null;
        throw cause;
      });
      clearTimeout(reading);
      if (imported === null) return;
      if (session !== this.keeper.session) return void this.openInEngine(files);
      const { model, data, weights, numSamples } = imported.spec;
      // Settings edited while the files were read are kept, unless the model changes.
      const isSame = getState().spec.model === model;
      this.applySpec(isSame ? { ...getState().spec, data, weights, numSamples } : imported.spec);
      if (imported.notice === null) getState().dismiss('files');
      else notify(store, imported.notice);
      const bytes = [sorted.data, sorted.model].reduce(
        (sum, one) => sum + (one === null ? 0 : bytesOf(one)),
        0,
      );
      offerToKeep(store, bytes, (shelf) => shelf.keep(sorted, imported.spec));
    } catch (error) {
      clearTimeout(reading);
      refuse(store, 'files', error);
    }
  }

  /**
   * Opens a network of the reader with what came beside it, or samples for one. Resolves to false
   * if the files are neither.
   */
  private async openOwn(files: readonly File[], session: EngineSession): Promise<boolean> {
    const target = this.takesSamples();
    const isOwn = target !== null || this.store.getState().awaited !== null;
    const { network, others } = await findNetwork(files, isOwn);
    if (network === null && target === null) return false;
    const { openNetwork, openForNetwork } = await import('./openNetwork');
    const openers = { applySpec: this.applySpec, openLink: this.openLink };
    if (network !== null) await openNetwork(this.store, session, network, others, openers);
    else await openForNetwork(target!, this.store, session, others, openers);
    return true;
  }

  /**
   * Opens a model of Keras or TensorFlow.js that is none of the catalogue as a network of the
   * reader. Resolves to false if the files are none, or if it cannot be run.
   */
  private async openUnknown(
    files: readonly File[],
    { model }: SortedFiles,
    session: EngineSession,
  ): Promise<boolean> {
    if (model === null || model.format === 'explorer') return false;
    const { network, others } = await findNetwork(files, true);
    if (network === null) return false;
    const { openNetwork } = await import('./openNetwork');
    const openers = { applySpec: this.applySpec, openLink: this.openLink };
    return openNetwork(this.store, session, network, others, openers, false);
  }

  /** Takes or refuses a chip's table, which needs no engine. */
  private async openChip(table: File): Promise<void> {
    const { getState, setState } = this.store;
    try {
      const chip = await readChip(table);
      setState({ chip });
      getState().setView({ tab: 'chip' });
    } catch (error) {
      refuse(this.store, 'chip', error);
    }
  }
}

function readingText([first, ...others]: readonly File[]): string {
  const name = first?.name ?? t`files`;
  if (others.length === 0) return t`Reading ${name}`;
  return others.length === 1
    ? t`Reading ${name} and ${1} more file`
    : t`Reading ${name} and ${others.length} more files`;
}

function runsText(count: number): string {
  return count === 1 ? t`${grouped(count)} run` : t`${grouped(count)} runs`;
}

function trialsText(count: number): string {
  return count === 1 ? t`${grouped(count)} trial` : t`${grouped(count)} trials`;
}
