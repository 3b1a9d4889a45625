import { encode as encodePng } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { resizePicture } from '../resizePicture';
import { decodePhoto } from './decodePhoto';
import { decodePicture } from './decodePicture';

/**
 * A grey JPEG of one component, 8 x 8 pixels of 128: a DC difference of 0 and the end of the block.
 */
const GREY_JPEG = [
  [0xff, 0xd8, 0xff, 0xdb, 0, 67, 0, ...new Array<number>(64).fill(1)],
  [0xff, 0xc0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0],
  // One code of one bit in each table: size 0 of a DC difference, and the end of the block.
  [0xff, 0xc4, 0, 20, 0x00, 1, ...new Array<number>(15).fill(0), 0],
  [0xff, 0xc4, 0, 20, 0x10, 1, ...new Array<number>(15).fill(0), 0],
  [0xff, 0xda, 0, 8, 1, 1, 0x00, 0, 63, 0, 0b00111111, 0xff, 0xd9],
].flat();

describe('decodePicture', () => {
  test('gives a grey JPEG one channel, where a photo has three', async () => {
    const bytes = Uint8Array.from(GREY_JPEG);
    const { width, height, channels, values } = await decodePicture(bytes);
    expect([width, height, channels]).toEqual([8, 8, 1]);
    expect(values).toEqual(new Uint8Array(64).fill(128));
    expect((await decodePhoto(bytes)).pixels).toEqual(new Uint8Array(192).fill(128));
  });

  test('keeps 16 bits, of which a photo has the upper 8', async () => {
    const data = Uint16Array.of(0x12ff, 0x80, 0xff00, 0xffff);
    const png = encodePng({ width: 1, height: 1, channels: 4, depth: 16, data });
    expect(await decodePicture(png)).toEqual({ width: 1, height: 1, channels: 4, values: data });
    expect([...(await decodePhoto(png)).pixels]).toEqual([0x12, 0, 0xff]);
  });
});

describe('resizePicture', () => {
  test('keeps the centre of a height and a width that differ', () => {
    const values = Uint8Array.from({ length: 20 }, (_, at) => at);
    const picture = { height: 4, width: 5, channels: 1, values };
    expect([...resizePicture(picture, { height: 4, width: 5 }, { height: 2, width: 3 })]).toEqual([
      6, 7, 8, 11, 12, 13,
    ]);
  });

  test('averages each channel by itself', () => {
    const values = Float32Array.of(0, 100, 1, 200);
    const picture = { height: 1, width: 2, channels: 2, values };
    const one = { height: 1, width: 1 };
    expect([...resizePicture(picture, one, one)]).toEqual([0.5, 150]);
  });
});
