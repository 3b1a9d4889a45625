import type { Injection } from '../../core/site/injection';
import type { Preview } from '../../core/site/preview';

/** Request of a preview: a trial and the function that runs it. */
interface PreviewRequest {
  readonly injection: Injection;
  preview(injection: Injection, signal: AbortSignal): Promise<Preview>;
  /** Receives the result. */
  show(preview: Preview): void;
  failed(error: unknown): void;
}

/**
 * Returns a function that requests a preview. Previews run one at a time. Requests during a preview
 * are merged into one that follows it. `nextRequest` is called when a preview starts, so that it
 * uses the newest state. It returns null if there is nothing to show.
 */
export function createPreviewLoop(nextRequest: () => PreviewRequest | null): () => void {
  const never = new AbortController().signal;
  let wanted = false;
  let running = false;

  const run = async () => {
    running = true;
    while (wanted) {
      wanted = false;
      const next = nextRequest();
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
