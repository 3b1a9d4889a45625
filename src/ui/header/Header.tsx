import { t } from '../../core/language/t';
import { familyOf } from '../../experiment/link/view';
import { grouped } from '../../experiment/text/numberWords';
import {
  selectCompleteTrials,
  selectIsLoading,
  selectIsMissing,
  selectNothingToRun,
} from '../../store/selectors/selectors';
import { type RunningSearch, selectSearch } from '../../store/selectors/selectSearch';
import type { Download } from '../../store/state';
import { useExplorer } from '../hooks/useExplorer';
import { ModelPicker } from '../settings/ModelPicker';
import { ShelfButton } from '../shelf/ShelfButton';
import { megabytes, timeLeft } from '../text/format';
import { DeviceChip } from './DeviceChip';
import { HelpButton } from './HelpButton';
import { ShareButton } from './ShareButton';
import { TabList } from './TabList';
import { ThemeButton } from './ThemeButton';

interface HeaderProps {
  readonly shareOpen: boolean;
  readonly onShareOpenChange: (open: boolean) => void;
  readonly onHelp: () => void;
}

/**
 * Shows title, model, tabs, progress and the controls of a run, inside the page's header element.
 */
export function Header({ shareOpen, onShareOpenChange, onHelp }: HeaderProps) {
  return (
    <div className="header">
      <a className="brand" href="./" aria-label={t`Ares Explorer, start again`}>
        <svg className="brand-mark" viewBox="0 0 22 22" aria-hidden="true">
          <path
            className="brand-bits"
            d="M1 1h6v6h-6zM8 1h6v6h-6zM15 1h6v6h-6zM1 8h6v6h-6zM15 8h6v6h-6zM1 15h6v6h-6zM8 15h6v6h-6zM15 15h6v6h-6z"
          />
          <path className="brand-flip" d="M7 7h8v8h-8z" />
        </svg>
        <span>Ares Explorer</span>
      </a>
      <TabList />
      <ModelPicker />
      <div className="header-actions">
        <DeviceChip />
        <RunButton />
        <ShelfButton />
        <ShareButton open={shareOpen} onOpenChange={onShareOpenChange} />
        <div className="header-extras">
          <ThemeButton />
          <HelpButton onHelp={onHelp} />
        </div>
      </div>
      <RunState />
      <ProgressBar />
    </div>
  );
}

/**
 * States the progress: `64 of 150 trials per rate · 12 s left` for one experiment, `96 of 450
 * trials` for several series or before the first trial at every rate. A stopped run says how long
 * the rest would take. A download is stated instead,
 * `CF-VGG, weights and pictures: 7.2 of 15.8 MB`. A search comes first, because the others wait for
 * it.
 */
export function RunState() {
  const progress = useExplorer((state) => state.progress);
  const complete = useExplorer(selectCompleteTrials);
  const planned = useExplorer((state) => state.spec.trials);
  const download = useExplorer((state) => state.download);
  const isOne = useExplorer((state) => familyOf(state.view) === null);
  const search = useExplorer(selectSearch);
  const kept = useExplorer((state) => state.kept);
  if (search !== null) return <span className="run-state tabular">{searchText(search)}</span>;
  if (download !== null) return <span className="run-state tabular">{downloadText(download)}</span>;
  // A space keeps the height of the line, so that nothing moves when the first trials arrive.
  if (progress === null) return <span className="run-state">{kept?.text ?? '\u00a0'}</span>;
  // Before a trial has run at every rate, single trials are counted, so that slow networks move.
  const perRate = isOne && complete > 0;
  const [done, total] = perRate ? [complete, planned] : [progress.done, progress.total];
  const count = perRate
    ? t`${grouped(done)} of ${grouped(total)} trials per rate`
    : t`${grouped(done)} of ${grouped(total)} trials`;
  const left = timeLeft(progress.remainingMs);
  const wait = progress.running ? left : done < total ? `${left} · ${t`stopped`}` : t`complete`;
  return (
    <span className="run-state tabular">
      {count} · {wait}
    </span>
  );
}

/** Returns `Searching ticks, 5 of 12`. */
function searchText({ kind, done, total }: RunningSearch): string {
  const what = kind === 'ticks' ? t`Searching ticks` : t`Searching types`;
  return total === 0 ? what : t`${what}, ${grouped(done)} of ${grouped(total)}`;
}

function downloadText({ label, loaded, total }: Download): string {
  if (loaded === 0) return t`Loading ${label}`;
  return total === null
    ? t`${label}: ${megabytes(loaded)} MB`
    : t`${label}: ${megabytes(loaded)} of ${megabytes(total)} MB`;
}

function RunButton() {
  const running = useExplorer((state) => state.progress?.running === true || selectSearch(state) !== null);
  const isLoading = useExplorer(selectIsLoading);
  const nothingToRun = useExplorer(selectNothingToRun);
  const isMissing = useExplorer(selectIsMissing);
  const run = useExplorer((state) => state.run);
  const stop = useExplorer((state) => state.stop);
  return (
    <button
      type="button"
      className={running ? 'button run-button' : 'button button-primary run-button'}
      disabled={!running && (isLoading || nothingToRun || isMissing)}
      title={
        nothingToRun
          ? t`All trials are done. Raise the number of trials or choose a new seed.`
          : isMissing
            ? t`Open the missing files first`
            : isLoading
              ? t`Loading files and saved results`
              : undefined
      }
      onClick={() => (running ? stop() : run())}
    >
      {running ? t`Stop` : t`Run`}
    </button>
  );
}

/**
 * Draws the thin line under the header, filled by the finished share of the download, search or
 * sweep. The line always occupies its space.
 */
function ProgressBar() {
  const progress = useExplorer((state) => state.progress);
  const download = useExplorer((state) => state.download);
  const search = useExplorer(selectSearch);
  const [done, total] =
    download !== null
      ? [download.loaded, download.total ?? 0]
      : [(search ?? progress)?.done ?? 0, (search ?? progress)?.total ?? 0];
  const share = total === 0 ? 0 : done / total;
  return (
    <svg
      className="progress"
      role="progressbar"
      aria-label={download !== null ? t`Download` : search !== null ? t`Search` : t`Sweep`}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
    >
      {(progress?.running || search !== null || download !== null) && (
        <rect className="progress-done" width={`${share * 100}%`} height="100%" />
      )}
    </svg>
  );
}
