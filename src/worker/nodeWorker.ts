import { parentPort } from 'node:worker_threads';
import { nodeGpu } from '../engine/nodeGpu';
import { serveEngine } from './engineHost';
import type { Reply, Request } from './protocol';

const port = parentPort!;
serveEngine(
  {
    post: (reply: Reply) => port.postMessage(reply),
    listen: (receive) => port.on('message', (request: Request) => receive(request)),
  },
  { wasmPaths: undefined, gpu: nodeGpu },
);
