import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import base64 from './assembly/index.ts?assembly';

/**
 * Hot loops in WASM with SIMD (assembly/). Results have the same bits as those of TypeScript, 3 to
 * 10 times as fast. They work on tfjs's own memory: addresses are the byteOffset of views from the
 * WASM backend. WGSL has its own counterparts.
 */
export interface WasmKernels {
  countFlips(mask: number, numLanes: number): number;
  maskChecksum(mask: number, numLanes: number): number;
  drawBernoulliMask(
    mask: number,
    numLanes: number,
    limits: number,
    scratch: number,
    tensor: number,
    firstWord: number,
    numWords: number,
    segment: number,
    width: number,
    planes: number,
    key0: number,
    key1: number,
    topLevel: number,
    topCut: number,
  ): void;
  drawCountMask(
    mask: number,
    numLanes: number,
    tensor: number,
    numWords: number,
    width: number,
    planes: number,
    key0: number,
    key1: number,
    numDraws: number,
  ): void;
  injectFaults(
    lanes: number,
    mask: number,
    values: number,
    numWords: number,
    width: number,
    most: number,
    step: number,
    signMagnitude: boolean,
  ): void;
  quantizeValues(
    values: number,
    words: number,
    numValues: number,
    scale: number,
    step: number,
    least: number,
    most: number,
  ): void;
  outputChanges(
    inputs: number,
    sums: number,
    moved: number,
    places: number,
    deltas: number,
    totals: number,
    numSamples: number,
    numColumns: number,
    relu: boolean,
  ): void;
  markOverflows(values: number, due: number, numSamples: number, perSample: number): void;
  finiteValues(values: number, finite: number, numValues: number, relu: boolean): void;
  /** Address of scratch memory that any kernel may use while it runs. */
  readonly scratch: number;
}

const started = new WeakMap<BackendWasm, WasmKernels | null>();

/** Returns the WASM kernels on a backend's memory. Null if the browser has no SIMD. */
export function wasmKernels(backend: BackendWasm): WasmKernels | null {
  if (!started.has(backend)) started.set(backend, start(backend));
  return started.get(backend)!;
}

function start({ wasm }: BackendWasm): WasmKernels | null {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  if (!WebAssembly.validate(bytes)) return null;
  const { memory } = (wasm as unknown as { asm: { memory: WebAssembly.Memory } }).asm;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const { SCRATCH_BYTES, ...functions } = exports as unknown as WasmKernels & {
    SCRATCH_BYTES: WebAssembly.Global;
  };
  return { ...functions, scratch: wasm._malloc(SCRATCH_BYTES.value) };
}
