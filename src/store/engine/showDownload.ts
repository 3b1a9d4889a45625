import type { Download, StateAccess } from '../state';

/** Takes each step of a download. */
export type ShowDownload = (download: Download) => void;

/** A download is told this often. */
const SHOW_MS = 100;

/** Puts downloads into the state, at most ten times a second and at their ends. */
export function createShowDownload({ setState }: StateAccess, now: () => number): ShowDownload {
  let shownMs = now();
  return (download) => {
    if (download.loaded !== download.total && now() - shownMs < SHOW_MS) return;
    shownMs = now();
    setState({ download });
  };
}
