import { Component, type ReactNode } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { messageOf } from '../core/errors';
import { t } from '../core/language/t';
import { formatLink } from '../experiment/link/link';
import type { ScoredTrial } from '../experiment/sweep/results';
import { selectOwn } from '../store/selectors/measured';
import { selectStored } from '../store/selectors/storedRunOf';
import type { Explorer } from '../store/state';
import { CopyText } from './controls/CopyText';
import { rich } from './text/rich';

interface CrashBoundaryProps {
  readonly store: StoreApi<Explorer>;
  readonly children: ReactNode;
}

interface CrashState {
  readonly error: unknown;
}

/**
 * Replaces a page that threw an error: shows the error, the results so far, a report to copy and a
 * reset button.
 */
export class CrashBoundary extends Component<CrashBoundaryProps, CrashState> {
  override state: CrashState = { error: null };

  static getDerivedStateFromError(error: unknown): CrashState {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    const state = this.props.store.getState();
    const { results } = selectOwn(state);
    return (
      <main className="crash">
        <h1>{t`The page has crashed`}</h1>
        <p>
          {t`${messageOf(this.state.error)}. Your results are not lost. Copy them below, then start again with
            the defaults.`}
        </p>
        <button type="button" className="button button-primary" onClick={startAgain}>
          {t`Start again`}
        </button>
        <p>
          {rich`If that does not help, ${<a href="#/reset">{t`see what this browser keeps of the page`}</a>}.`}
        </p>
        <h2>{t`Report`}</h2>
        <CopyText
          label={t`Bug report`}
          text={crashReport(this.state.error, state, results.length)}
          rows={12}
        />
        <h2>{t`Results so far`}</h2>
        <CopyText label={t`Results as CSV`} text={resultsCsv(results, state)} rows={8} />
      </main>
    );
  }
}

/** Reloads the page with the default experiment. */
function startAgain() {
  history.replaceState(null, '', location.pathname + location.search);
  location.reload();
}

/** Returns a JSON report with everything that is needed to reproduce the failure. */
function crashReport(error: unknown, { spec, view, engine }: Explorer, numTrials: number): string {
  const lines = {
    message: messageOf(error),
    link: linkOrReason(spec, view),
    engine,
    spec,
    view,
    trials: numTrials,
    stack: error instanceof Error ? error.stack : undefined,
  };
  return JSON.stringify(lines, null, 2);
}

/** Returns the link, or the reason why there is none: the report must not fail because of it. */
function linkOrReason(spec: Explorer['spec'], view: Explorer['view']): string {
  try {
    return formatLink(spec, view);
  } catch (error) {
    return `none: ${messageOf(error)}`;
  }
}

/** Returns the results as CSV, one row per trial. */
function resultsCsv(live: readonly ScoredTrial[], state: Explorer): string {
  const rows = live.length > 0 ? live : (selectStored(state)?.results ?? []);
  const hasValues = rows[0]?.value !== undefined;
  const body = rows.map(({ ber, trial, wrong, total, value }) =>
    [ber, trial, wrong, total, ...(hasValues ? [value] : [])].join(','),
  );
  return [`ber,trial,wrong,total${hasValues ? ',value' : ''}`, ...body].join('\n');
}
