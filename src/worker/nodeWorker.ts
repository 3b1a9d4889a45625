import { openAsBlob } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { serveEngine } from './engineHost';
import { nodeGpu } from './nodeGpu';
import type { Assets, Reply, Request, UserFiles } from './protocol';

const port = parentPort!;
serveEngine(
  {
    post: (reply: Reply) => port.postMessage(reply),
    listen(receive) {
      let before = Promise.resolve();
      port.on('message', (request: Request) => {
        before = before.then(async () => receive(await withOpenFiles(request)));
      });
    },
  },
  { wasmPaths: undefined, gpu: nodeGpu },
);

/**
 * Opens the weight file of a request by its path, because Node cannot send a Blob of a file on disk
 * to a worker.
 */
async function withOpenFiles(request: Request): Promise<Request> {
  if (request.name !== 'load' && request.name !== 'identify') return request;
  const argument = request.argument as Assets | UserFiles;
  const { modelFiles } = argument;
  const path = modelFiles?.weights.path;
  if (modelFiles === null || path === undefined) return request;
  // A file that has been deleted since keeps its empty Blob and is refused.
  const blob = await openAsBlob(path).catch(() => modelFiles.weights.blob);
  const opened = { ...modelFiles, weights: { ...modelFiles.weights, blob } };
  return { ...request, argument: { ...argument, modelFiles: opened } as Assets };
}
