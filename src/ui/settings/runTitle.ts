import type { Progress } from '../../store/state';

/** Puts the share of finished trials before the title of the page while a run is going on. */
export function runTitle(progress: Progress | null, title: string): string {
  if (progress === null || !progress.running || progress.total === 0) return title;
  return `${Math.floor((100 * progress.done) / progress.total)} % · ${title}`;
}
