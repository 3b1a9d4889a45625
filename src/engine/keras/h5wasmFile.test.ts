import { mkdtempSync, openAsBlob, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';

// h5wasm checks only at load time whether it runs in a web worker.
vi.stubGlobal('WorkerGlobalScope', class {});
const { openWithH5wasm } = await import('./h5wasmFile');
const { fakeValues, writeKerasFile } = await import('./writeKerasFile.fake');

const LAYERS = [{ name: 'big', weights: [{ name: 'W', shape: [4400, 1031] }] }];
const NUM_VALUES = 4400 * 1031;

/** A Blob that records which parts are read. The test's FileReaderSync can read it. */
class WatchedBlob {
  static numBytesRead = 0;
  static largestRead = 0;
  constructor(readonly bytes: Uint8Array<ArrayBuffer>) {}
  get size(): number {
    return this.bytes.length;
  }
  slice(start: number, end: number): WatchedBlob {
    return new WatchedBlob(this.bytes.subarray(start, end));
  }
  arrayBuffer(): Promise<ArrayBuffer> {
    throw new Error('The whole Blob was read');
  }
}

class FileReaderSyncStub {
  readAsArrayBuffer({ bytes }: WatchedBlob): ArrayBuffer {
    WatchedBlob.numBytesRead += bytes.length;
    WatchedBlob.largestRead = Math.max(WatchedBlob.largestRead, bytes.length);
    return bytes.slice().buffer;
  }
}

describe('openWithH5wasm', () => {
  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'FileReaderSync');
  });

  test('reads a Blob piece by piece in a web worker', async () => {
    const bytes = await writeKerasFile(LAYERS);
    vi.stubGlobal('FileReaderSync', FileReaderSyncStub);
    const file = await openWithH5wasm({ name: 'f', blob: new WatchedBlob(bytes) as unknown as Blob });
    expect(await file.attribute('/', 'layer_names')).toEqual(['big']);
    const tensor = await file.tensor('/big/W');
    expect(WatchedBlob.numBytesRead).toBeLessThan(20_000);
    expect(isFake(await tensor!.read())).toBe(true);
    expect(WatchedBlob.numBytesRead).toBeGreaterThan(4 * NUM_VALUES);
    expect(WatchedBlob.largestRead).toBeLessThan(10 * 2 ** 20);
    file.close();
  });

  test('reads a file of the disk in Node without its Blob', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'keras-'));
    const path = join(folder, 'big.h5');
    await writeKerasFile(LAYERS, { path });
    const blob = await openAsBlob(path);
    const arrayBuffer = vi.spyOn(blob, 'arrayBuffer');
    const file = await openWithH5wasm({ name: 'big.h5', blob, path });
    expect(isFake(await (await file.tensor('/big/W'))!.read())).toBe(true);
    file.close();
    expect(arrayBuffer).not.toHaveBeenCalled();
    rmSync(folder, { recursive: true });
  });
});

/** toEqual takes seconds for millions of numbers. */
function isFake(values: Float32Array): boolean {
  return Buffer.from(values.buffer).equals(Buffer.from(fakeValues('W', NUM_VALUES).buffer));
}
