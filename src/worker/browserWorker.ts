import wasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import wasmSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { GPU_REASONS } from '../core/gpuReasons';
import { serveEngine } from './engineHost';
import type { Reply, Request } from './protocol';
import { hearLanguage } from './workerLanguage';

serveEngine(
  {
    post: (reply: Reply) => self.postMessage(reply),
    listen: (receive) => {
      self.onmessage = hearLanguage<Request>(receive);
    },
  },
  {
    wasmPaths: {
      'tfjs-backend-wasm.wasm': wasm,
      'tfjs-backend-wasm-simd.wasm': wasmSimd,
      // tfjs requires a URL for each binary. The threaded one is turned off and never fetched.
      'tfjs-backend-wasm-threaded-simd.wasm': wasmSimd,
    },
    async gpu() {
      if (navigator.gpu !== undefined) return navigator.gpu;
      return isSecureContext ? GPU_REASONS.none : GPU_REASONS.insecure;
    },
  },
);
