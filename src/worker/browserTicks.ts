import type { Reply } from './protocol';
import type { TicksPort } from './ticksProtocol';
import { sendLanguage } from './workerLanguage';

/**
 * Starts the web worker that reads ticks. It has no engine, so a question never waits for a batch
 * of trials.
 */
export function startTicksWorker(): TicksPort {
  const worker = new Worker(new URL('./ticksWorker.ts', import.meta.url), { type: 'module' });
  sendLanguage(worker);
  return {
    post: (request) => worker.postMessage(request),
    listen: (receive) => {
      worker.onmessage = ({ data }: MessageEvent<Reply>) => receive(data);
    },
    onCrash: (receive) => {
      worker.onerror = receive;
      worker.onmessageerror = receive;
    },
    terminate: () => worker.terminate(),
  };
}
