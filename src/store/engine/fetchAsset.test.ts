import { afterEach, describe, expect, it, vi } from 'vitest';
import { DownloadMeter, fetchAsset } from './fetchAsset';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Returns a body of these chunks, after which it ends or fails. */
function bodyOf(chunks: readonly number[], breaks = false): ReadableStream<Uint8Array> {
  const sizes = [...chunks];
  return new ReadableStream({
    pull(controller) {
      const size = sizes.shift();
      if (size !== undefined) controller.enqueue(new Uint8Array(size));
      else if (breaks) controller.error(new TypeError('network'));
      else controller.close();
    },
  });
}

function answer(body: ReadableStream<Uint8Array>, headers: Record<string, string>, status = 200): void {
  vi.stubGlobal('fetch', async () => new Response(body, { headers, status }));
}

describe('fetchAsset', () => {
  it('tells the bytes as they come, and the whole', async () => {
    answer(bodyOf([3, 4]), { 'content-length': '7' });
    const told: unknown[] = [];
    const { name, blob } = await fetchAsset('u', 'weights.bin', (...bytes) => told.push(bytes));
    expect([name, blob.size]).toEqual(['weights.bin', 7]);
    expect(told).toEqual([
      [0, 7],
      [3, 7],
      [7, 7],
    ]);
  });

  it('refuses the page that some hosts send for an address that they lack', async () => {
    answer(bodyOf([7]), { 'content-type': 'text/html; charset=utf-8' });
    await expect(fetchAsset('u', 'manifest.json', () => {})).rejects.toThrow(
      'manifest.json: The server answered with a web page: expected the file',
    );
  });

  it('does not take the length of a packed body for that of the file', async () => {
    answer(bodyOf([7]), { 'content-length': '5', 'content-encoding': 'gzip' });
    const told: unknown[] = [];
    await fetchAsset('u', 'weights.bin', (...bytes) => told.push(bytes));
    expect(told.at(-1)).toEqual([7, null]);
  });

  it('names file and place where a download breaks off', async () => {
    answer(bodyOf([3], true), { 'content-length': '7' });
    await expect(fetchAsset('u', 'weights.bin', () => {})).rejects.toThrow(
      'weights.bin: The download broke off after 3 bytes: expected 7',
    );
  });

  it('names what the server answered instead of the file', async () => {
    answer(bodyOf([]), {}, 404);
    await expect(fetchAsset('u', 'weights.bin', () => {})).rejects.toThrow('The server answered 404');
  });
});

describe('DownloadMeter', () => {
  it('knows the whole once every file told its own', () => {
    const told: unknown[] = [];
    const meter = new DownloadMeter((...bytes) => told.push(bytes));
    const [first, second] = [meter.track(), meter.track()];
    first(1, 10);
    second(5, 20);
    expect(told).toEqual([
      [1, null],
      [6, 30],
    ]);
  });
});
