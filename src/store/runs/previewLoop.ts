import type { Injection } from '../../core/site/injection';
import type { Preview } from '../../core/site/preview';

/** What a preview loop is asked to show: a pattern and what runs it. */
interface PreviewWish {
  readonly injection: Injection;
  preview(injection: Injection, signal: AbortSignal): Promise<Preview>;
  /** Called with the result, unless it failed. */
  show(preview: Preview): void;
  failed(error: unknown): void;
}

/**
 * Runs previews one at a time while a slider moves: when one is done, only the newest wish is left. `wish` is read when
 * its turn comes, so that it speaks of the state as it is then; null when there is nothing to show.
 */
export function createPreviewLoop(wish: () => PreviewWish | null): () => void {
  const never = new AbortController().signal;
  let wanted = false;
  let running = false;

  const run = async () => {
    running = true;
    while (wanted) {
      wanted = false;
      const next = wish();
      if (next === null) break;
      try {
        next.show(await next.preview(next.injection, never));
      } catch (error) {
        next.failed(error);
      }
    }
    running = false;
  };

  return () => {
    wanted = true;
    if (!running) void run();
  };
}
