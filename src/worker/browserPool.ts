import type { DevicePreference } from '../core/device';
import { t } from '../core/language/t';
import { EnginePool, type PoolEvents } from './pool';
import type { Reply, WorkerPort } from './protocol';
import { sendLanguage } from './workerLanguage';

/**
 * Maximum number of workers in a page. More gain little, and each holds a copy of the model and the
 * images.
 */
const MAX_WORKERS = 8;
/**
 * Workers per gibibyte of memory, which browsers may report. Browsers that do not report it have at
 * least this much.
 */
const WORKERS_PER_GIB = 2;
const ASSUMED_GIB = 4;

/**
 * Starts an engine pool on web workers: one for each core, limited by memory. The page itself needs
 * little CPU time.
 */
export function startBrowserPool(preference: DevicePreference, events: PoolEvents): Promise<EnginePool> {
  const { hardwareConcurrency, deviceMemory = ASSUMED_GIB } = navigator as Navigator & {
    deviceMemory?: number;
  };
  const byMemory = Math.max(1, Math.floor(deviceMemory * WORKERS_PER_GIB));
  const maxWorkers = Math.min(hardwareConcurrency, MAX_WORKERS, byMemory);
  return EnginePool.start({ spawn, preference, maxWorkers, ...events });
}

function spawn(): WorkerPort {
  const worker = new Worker(new URL('./browserWorker.ts', import.meta.url), { type: 'module' });
  sendLanguage(worker);
  return {
    post: (request) => worker.postMessage(request),
    listen: (receive) => {
      worker.onmessage = ({ data }: MessageEvent<Reply>) => receive(data);
    },
    onCrash: (receive) => {
      worker.onerror = (event) =>
        receive(
          event.message
            ? t`The engine worker failed: ${event.message}`
            : t`The engine worker failed: its script did not load`,
        );
      worker.onmessageerror = () => receive(t`The engine worker sent an unreadable message`);
    },
    terminate: () => worker.terminate(),
  };
}
