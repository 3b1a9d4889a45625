/** Request of a preview, which runs beside the sweep. */
interface PreviewRequest<Result> {
  preview(signal: AbortSignal): Promise<Result>;
  /** Receives the result. */
  show(result: Result): void;
  failed(error: unknown): void;
}

/**
 * Returns a function that requests a preview. Previews run one at a time. Requests during a preview
 * are merged into one that follows it. `nextRequest` is called when a preview starts, so that it
 * uses the newest state. It returns null if there is nothing to show.
 */
export function createPreviewLoop<Result>(nextRequest: () => PreviewRequest<Result> | null): () => void {
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
        next.show(await next.preview(never));
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
