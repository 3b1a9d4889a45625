import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { AssetError } from '../../core/errors';
import { type DownloadCache, memoryParts } from '../cache/downloadCache';
import { download } from './download';

/** File that is larger than one part. */
const FILE = new Uint8Array(5_000_000).map((_, at) => (at * 7) % 251);

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/w.h5`;
}

/**
 * Serves the whole file or the requested range. The first response ends after `breakAt` bytes, and
 * the connection breaks off once `onBytes` has reported them.
 */
function sender(options: { breakAt?: number; ranges?: boolean; file?: () => Uint8Array } = {}) {
  const { breakAt, ranges = true, file = () => FILE } = options;
  const asked: (string | undefined)[] = [];
  let breakOff = () => {};
  const answer = ({ headers }: IncomingMessage, response: ServerResponse) => {
    asked.push(headers.range);
    const bytes = file();
    const start = ranges ? Number(/bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0) : 0;
    response.writeHead(start > 0 ? 206 : 200, { 'Content-Length': bytes.length - start });
    if (breakAt === undefined || asked.length > 1) response.end(bytes.subarray(start));
    else {
      response.write(bytes.subarray(0, breakAt));
      breakOff = () => response.destroy();
    }
  };
  const onBytes = (loaded: number) => {
    if (loaded !== breakAt) return;
    breakOff();
    breakOff = () => {};
  };
  return { asked, answer, onBytes };
}

const fetchInto = (
  url: string,
  cache: DownloadCache,
  onBytes: (loaded: number, total: number | null) => void = () => {},
) => download(url, 'w.h5', cache, onBytes);
const bytesOf = async ({ blob }: { blob: Blob }) => new Uint8Array(await blob.arrayBuffer());

describe('download', () => {
  it('fetches a file, tells how much is here, and does not fetch it again', async () => {
    const { asked, answer } = sender();
    const url = await serve(answer);
    const cache = memoryParts();
    const told: (number | null)[][] = [];
    const file = await fetchInto(url, cache, (loaded, total) => told.push([loaded, total]));
    expect(Buffer.from(await bytesOf(file)).equals(FILE)).toBe(true);
    expect(told[0]).toEqual([0, FILE.length]);
    expect(told.at(-1)).toEqual([FILE.length, FILE.length]);
    expect((await cache.read(url)).parts.length).toBeGreaterThan(1);
    await fetchInto(url, cache);
    expect(asked).toEqual([undefined]);
  });

  it('keeps what came before it broke off and goes on from there', async () => {
    const { asked, answer, onBytes } = sender({ breakAt: 4_500_000 });
    const url = await serve(answer);
    const cache = memoryParts();
    await expect(fetchInto(url, cache, onBytes)).rejects.toThrow(
      'w.h5: The download broke off after 4.5 MB of 5.0 MB: they are kept, and a click continues from there',
    );
    const file = await fetchInto(url, cache);
    expect(asked).toEqual([undefined, 'bytes=4500000-']);
    expect(Buffer.from(await bytesOf(file)).equals(FILE)).toBe(true);
  });

  it('starts anew where the server knows no ranges', async () => {
    const { asked, answer, onBytes } = sender({ breakAt: 4_500_000, ranges: false });
    const url = await serve(answer);
    const cache = memoryParts();
    await expect(fetchInto(url, cache, onBytes)).rejects.toThrow(AssetError);
    const file = await fetchInto(url, cache);
    expect(asked).toHaveLength(2);
    expect(Buffer.from(await bytesOf(file)).equals(FILE)).toBe(true);
  });

  it('drops what is kept of a file that changed at the server', async () => {
    let file = FILE;
    const { answer, onBytes } = sender({ breakAt: 4_500_000, file: () => file });
    const url = await serve(answer);
    const cache = memoryParts();
    await expect(fetchInto(url, cache, onBytes)).rejects.toThrow(AssetError);
    file = FILE.subarray(0, 4_600_000);
    await expect(fetchInto(url, cache)).rejects.toThrow(
      'The file at the server has 4600000 bytes: expected 5000000, as when the download began. The part that was kept is deleted; press the button again to fetch the whole file',
    );
    expect((await bytesOf(await fetchInto(url, cache))).length).toBe(4_600_000);
  });

  it('says what a server answers instead, and keeps what it has', async () => {
    const url = await serve((_, response) => response.writeHead(404).end());
    const cache = memoryParts();
    await cache.add(url, new Blob([FILE.subarray(0, 1_000_000)]), FILE.length);
    await expect(fetchInto(url, cache)).rejects.toThrow(
      `w.h5: The server answered 404: expected the file at ${url}; the first 1.0 MB are kept`,
    );
    expect((await cache.read(url)).parts).toHaveLength(1);
  });

  it('says how to help oneself where nothing can be fetched', async () => {
    await expect(fetchInto('http://127.0.0.1:1/w.h5', memoryParts())).rejects.toThrow(
      'The file could not be fetched, is the page offline? It can be fetched by hand from http://127.0.0.1:1/w.h5 and dropped here',
    );
  });
});
