import { availableParallelism, freemem } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { DevicePreference } from '../core/device';
import { EnginePool } from './pool';
import type { Reply, WorkerPort } from './protocol';

/**
 * Memory of a worker in bytes, without a large network, which `workersFor` limits. It covers the
 * test set's bytes, its images as floats for two image counts (at most 128 MB each), cached
 * fault-free values (128 MB), the outputs of layers (32 MB each) and Node itself.
 */
const WORKER_BYTES = 640 * 2 ** 20;

/**
 * Node 20 (V8 11.3) optimises each WebAssembly function only when it is called often. One of two
 * workers could then keep running tfjs's matrix product in unoptimised code: a LeNetFC trial took
 * 57 ms of CPU time instead of 24. Without tiering the whole module is optimised at once.
 */
setFlagsFromString('--no-wasm-dynamic-tiering');

/**
 * Starts an engine pool on `worker_threads`: one for each core, limited by free memory. The
 * worker's script lies beside the built command.
 */
export function startNodePool(
  preference: DevicePreference,
  onNotice: (message: string) => void,
  maxWorkers = Math.max(1, Math.min(availableParallelism(), Math.floor(freemem() / WORKER_BYTES))),
): Promise<EnginePool> {
  // If the pool fails, its batches reject and the command ends with their error.
  return EnginePool.start({ spawn, preference, maxWorkers, onNotice, onFailed: () => {} });
}

function spawn(): WorkerPort {
  const worker = new Worker(new URL('./nodeWorker.js', import.meta.url));
  return {
    post: (request) => worker.postMessage(request),
    listen: (receive) => worker.on('message', (reply: Reply) => receive(reply)),
    onCrash: (receive) => {
      worker.on('error', (error) => receive(`The engine worker failed: ${error.message}`));
      worker.on('messageerror', (error) =>
        receive(`The engine worker sent an unreadable message: ${error.message}`),
      );
      worker.on('exit', (code) => receive(`The engine worker ended with code ${code}`));
    },
    terminate: () => void worker.terminate(),
  };
}
