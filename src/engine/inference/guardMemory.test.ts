import { describe, expect, it } from 'vitest';
import { MemoryError } from '../../core/errors';
import { FakeGpuDevice } from './gpuDevice.fake';
import { guardAllocations, watchAllocations } from './guardMemory';

describe('watchAllocations', () => {
  it('is true from the moment on when the device could not allocate a buffer', () => {
    const device = new FakeGpuDevice();
    const hasRunOut = watchAllocations(device);
    expect(hasRunOut()).toBe(false);
    device.report('GPUOutOfMemoryError');
    expect(hasRunOut()).toBe(true);
    device.report('GPUValidationError');
    expect(hasRunOut()).toBe(true);
  });

  it('is false after errors of other kinds', () => {
    const device = new FakeGpuDevice();
    const hasRunOut = watchAllocations(device);
    device.report('GPUValidationError');
    device.report('GPUInternalError');
    expect(hasRunOut()).toBe(false);
  });
});

describe('guardAllocations', () => {
  /** A module with 100 bytes, whose first call of `_malloc` replaces it as Emscripten does. */
  function makeModule() {
    const freed: number[] = [];
    const allocate = (bytes: number) => (bytes > 100 || bytes === 0 ? 0 : 8);
    const wasm = {
      _malloc(bytes: number) {
        wasm._malloc = allocate;
        return allocate(bytes);
      },
      _free: (address: number) => void freed.push(address),
    };
    return { wasm, freed };
  }

  it('throws where the memory has no room, and lets the rest through', () => {
    const { wasm, freed } = makeModule();
    guardAllocations(wasm);
    expect(freed).toEqual([8]);
    expect(wasm._malloc(100)).toBe(8);
    expect(wasm._malloc(0)).toBe(0);
    expect(() => wasm._malloc(101)).toThrow(new MemoryError('WebAssembly has no 101 bytes of memory left'));
  });
});
