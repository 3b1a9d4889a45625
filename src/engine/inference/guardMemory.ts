import { MemoryError } from '../../core/errors';

/** The allocator of a WebAssembly module. */
interface Allocator {
  _malloc(bytes: number): number;
  _free(address: number): void;
}

/**
 * Makes the allocator of tfjs throw a MemoryError if the memory cannot grow. tfjs would write to
 * address 0 instead.
 */
export function guardAllocations(wasm: Allocator): void {
  // The first call replaces `_malloc` by the function of the module.
  wasm._free(wasm._malloc(1));
  const allocate = wasm._malloc;
  wasm._malloc = (bytes) => {
    const address = allocate(bytes);
    if (address === 0 && bytes > 0) throw new MemoryError(`WebAssembly has no ${bytes} bytes of memory left`);
    return address;
  };
}

/** The part of a GPU device that reports errors. */
type ErrorSource = Pick<GPUDevice, 'addEventListener'>;

/**
 * Watches a GPU device. The returned function is true once the device could not allocate a buffer:
 * results after that are not to be trusted.
 */
export function watchAllocations(device: ErrorSource): () => boolean {
  let hasFailed = false;
  device.addEventListener('uncapturederror', ({ error }) => {
    // Node's WebGPU has no global classes of errors.
    hasFailed ||= error.constructor.name === 'GPUOutOfMemoryError';
  });
  return () => hasFailed;
}
