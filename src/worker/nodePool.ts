import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { DevicePreference } from '../core/device';
import { EnginePool } from './pool';
import type { Reply, WorkerPort } from './protocol';

/** An engine pool on `worker_threads`; the worker's script lies beside the built command. */
export function startNodePool(
  preference: DevicePreference,
  onNotice: (message: string) => void,
  maxWorkers = availableParallelism(),
): Promise<EnginePool> {
  return EnginePool.start({ spawn, preference, maxWorkers, onNotice });
}

function spawn(): WorkerPort {
  const worker = new Worker(new URL('./nodeWorker.js', import.meta.url));
  return {
    post: (request) => worker.postMessage(request),
    listen: (receive) => worker.on('message', (reply: Reply) => receive(reply)),
    onCrash: (receive) =>
      worker.on('error', (error) => receive(`The engine worker failed: ${error.message}`)),
    terminate: () => void worker.terminate(),
  };
}
