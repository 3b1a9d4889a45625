import type { Download, StateAccess } from '../state';

/** Receives each step of a download. */
export type ShowDownload = (download: Download) => void;

/** Shortest time between two updates of the state, in milliseconds. */
const SHOW_MS = 100;

/** Creates a function that writes progress to the state every 100 ms at most. */
export function createShowDownload({ setState }: StateAccess, now: () => number): ShowDownload {
  let shownMs = now();
  return (download) => {
    if (download.loaded !== download.total && now() - shownMs < SHOW_MS) return;
    shownMs = now();
    setState({ download });
  };
}
