import type { DevicePreference } from '../core/device';
import { EnginePool } from './pool';
import type { Reply, WorkerPort } from './protocol';

/** More workers than this gain little in a page and hold a copy of model and images each. */
const MAX_WORKERS = 8;

/** An engine pool on web workers, one per core; on two cores both, since the page itself needs little. */
export function startBrowserPool(
  preference: DevicePreference,
  onNotice: (message: string) => void,
): Promise<EnginePool> {
  const maxWorkers = Math.min(navigator.hardwareConcurrency ?? 2, MAX_WORKERS);
  return EnginePool.start({ spawn, preference, maxWorkers, onNotice });
}

function spawn(): WorkerPort {
  const worker = new Worker(new URL('./browserWorker.ts', import.meta.url), { type: 'module' });
  return {
    post: (request) => worker.postMessage(request),
    listen: (receive) => {
      worker.onmessage = ({ data }: MessageEvent<Reply>) => receive(data);
    },
    onCrash: (receive) => {
      worker.onerror = (event) =>
        receive(`The engine worker failed: ${event.message || 'its script did not load'}`);
    },
    terminate: () => worker.terminate(),
  };
}
