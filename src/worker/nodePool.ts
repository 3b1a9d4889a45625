import { availableParallelism, freemem } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { DevicePreference } from '../core/device';
import { EnginePool } from './pool';
import type { Reply, WorkerPort } from './protocol';

/**
 * What a worker may take besides a large network, whose workers `workersFor` counts: the test set's
 * bytes, two numbers of its images as floats (128 MB each at most), fault-free values in the middle
 * of the network (128 MB), the outputs of layers (32 MB each) and Node itself.
 */
const WORKER_BYTES = 640 * 2 ** 20;

/**
 * Node 20 (V8 11.3) compiles WebAssembly function by function when one is found to be hot. Of two
 * workers one may then stay in the slow code of tfjs's matrix product: a LeNetFC trial took 57 ms
 * of processor time instead of 24. Compiled as a whole the module has no such state.
 */
setFlagsFromString('--no-wasm-dynamic-tiering');

/**
 * An engine pool on `worker_threads`, one per core as memory allows; the worker's script lies
 * beside the built command.
 */
export function startNodePool(
  preference: DevicePreference,
  onNotice: (message: string) => void,
  maxWorkers = Math.max(1, Math.min(availableParallelism(), Math.floor(freemem() / WORKER_BYTES))),
): Promise<EnginePool> {
  // The batches of a pool that failed reject, and the command ends with them.
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
        receive(`The engine worker cannot be understood: ${error.message}`),
      );
      worker.on('exit', (code) => receive(`The engine worker ended with code ${code}`));
    },
    terminate: () => void worker.terminate(),
  };
}
