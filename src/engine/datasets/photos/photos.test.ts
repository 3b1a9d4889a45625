import fc from 'fast-check';
import { encode as encodePng } from 'fast-png';
import { encode as encodeJpeg } from 'jpeg-js';
import { describe, expect, it, test } from 'vitest';
import { AssetError } from '../../../core/errors';
import type { AssetFile } from '../../../core/files/assetFiles';
import { decodePhoto, type Photo } from './decodePhoto';
import { readPhotos } from './readPhotos';
import { resizePhoto, scaledToShorterSide } from './resizePhoto';

/** A picture with colour ramps from corner to corner. */
function gradient(width: number, height: number): Photo {
  const pixels = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    pixels.set([(255 * x) / width, (255 * y) / height, 128], 3 * pixel);
  }
  return { width, height, pixels };
}

function jpegOf({ width, height, pixels }: Photo): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at++) data.set(pixels.subarray(3 * at, 3 * at + 3), 4 * at);
  return new Uint8Array(encodeJpeg({ width, height, data }, 95).data);
}

const pngOf = ({ width, height, pixels }: Photo) =>
  new Uint8Array(encodePng({ width, height, data: pixels, channels: 3 }));

const fileOf = (name: string, bytes: BlobPart): AssetFile => ({ name, blob: new Blob([bytes]) });

describe('decodePhoto', () => {
  it('gives back the pixels of a PNG exactly and those of a JPEG nearly', async () => {
    const photo = gradient(40, 30);
    expect(await decodePhoto(pngOf(photo))).toEqual(photo);
    const { width, height, pixels } = await decodePhoto(jpegOf(photo));
    expect([width, height]).toEqual([40, 30]);
    const worst = Math.max(...pixels.map((value, at) => Math.abs(value - photo.pixels[at]!)));
    expect(worst).toBeLessThan(16);
  });

  it('makes three equal channels of grey and drops transparency', async () => {
    const grey = encodePng({ width: 2, height: 1, data: Uint8Array.of(10, 200), channels: 1 });
    expect([...(await decodePhoto(grey)).pixels]).toEqual([10, 10, 10, 200, 200, 200]);
    const clear = encodePng({ width: 1, height: 1, data: Uint8Array.of(1, 2, 3, 0), channels: 4 });
    expect([...(await decodePhoto(clear)).pixels]).toEqual([1, 2, 3]);
    const deep = encodePng({
      width: 1,
      height: 1,
      data: Uint16Array.of(0x12ff, 0x80, 0xff00),
      channels: 3,
      depth: 16,
    });
    expect([...(await decodePhoto(deep)).pixels]).toEqual([0x12, 0, 0xff]);
  });

  it.each([
    ['an empty file', new Uint8Array(), /^neither JPEG nor PNG$/],
    ['a text', new TextEncoder().encode('hello'), /^neither JPEG nor PNG$/],
    ['half a PNG', pngOf(gradient(40, 30)).subarray(0, 100), /./],
    ['half a JPEG', jpegOf(gradient(64, 64)).subarray(0, 700), /./],
  ])('throws a reason for %s', async (_, bytes, reason) => {
    await expect(decodePhoto(bytes)).rejects.toThrow(reason);
  });

  it('says how large a PNG claims to be before it takes the memory', async () => {
    const bytes = pngOf(gradient(4, 4));
    new DataView(bytes.buffer).setUint32(16, 60_000);
    new DataView(bytes.buffer).setUint32(20, 60_000);
    await expect(decodePhoto(bytes)).rejects.toThrow('3600 megapixels, more than 40');
  });

  it.each([
    ['JPEG', jpegOf(gradient(24, 24))],
    ['PNG', pngOf(gradient(24, 24))],
  ])('decodes a damaged %s or throws an Error, and always ends', async (_, bytes) => {
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 6 }),
        fc.nat(bytes.length),
        async (changes, cut) => {
          const damaged = bytes.slice(0, cut % 3 === 0 ? cut : undefined);
          for (const [at, value] of changes) if (at < damaged.length) damaged[at] = value;
          // Sizes are not changed, because a few bytes of JPEG may announce 40 megapixels, which
          // takes seconds and is allowed.
          try {
            const { width, height, pixels } = await decodePhoto(damaged);
            expect(pixels).toHaveLength(3 * width * height);
          } catch (error) {
            expect(error).toBeInstanceOf(Error);
          }
        },
      ),
      { numRuns: 150, seed: 3 },
    );
  });
});

describe('resizePhoto', () => {
  it('takes the middle of the photo at its own size unchanged (control)', () => {
    const photo = gradient(9, 7);
    expect(resizePhoto({ ...gradient(5, 5) }, { width: 5, height: 5, side: 5 })).toEqual(
      gradient(5, 5).pixels,
    );
    const middle = resizePhoto(photo, { width: 9, height: 7, side: 1 });
    expect([...middle]).toEqual([...photo.pixels.subarray(3 * (3 * 9 + 4), 3 * (3 * 9 + 4) + 3)]);
  });

  it('counts every pixel when a picture shrinks', () => {
    const pixels = new Uint8Array(8 * 8 * 3);
    pixels.set([240, 240, 240], 0);
    const small = resizePhoto({ width: 8, height: 8, pixels }, { width: 1, height: 1, side: 1 });
    expect(small[0]).toBeGreaterThan(0);
  });

  it('interpolates with half-pixel centres: 0 and 100 at twice the size are 0, 25, 75, 100', () => {
    const pixels = Uint8Array.of(0, 0, 0, 100, 100, 100, 0, 0, 0, 100, 100, 100);
    const large = resizePhoto({ width: 2, height: 2, pixels }, { width: 4, height: 4, side: 4 });
    expect([0, 1, 2, 3].map((column) => large[3 * column])).toEqual([0, 25, 75, 100]);
  });

  test.each([
    [500, 375, 341, 256],
    [375, 500, 256, 341],
    [100, 100, 256, 256],
    [10_000, 20, 128_000, 256],
  ])('%i x %i is scaled to %i x %i', (width, height, wide, high) => {
    const photo = { width, height, pixels: new Uint8Array() };
    expect(scaledToShorterSide(photo, 256, 224)).toEqual({ width: wide, height: high, side: 224 });
  });
});

describe('readPhotos', () => {
  const red: Photo = { width: 8, height: 8, pixels: new Uint8Array(192).map((_, at) => (at % 3 ? 0 : 255)) };
  const photos = [fileOf('b.png', pngOf(red)), fileOf('a.jpg', jpegOf(gradient(30, 20)))];
  const list = (text: string) => fileOf('labels.txt', text);

  it('prepares blue, green and red minus the means, and labels photos by name', async () => {
    const set = await readPhotos(photos, [list('a.jpg 1\nb.png n01440764\n')]);
    const redAt = Array.from(set.labels).indexOf(0);
    const inputs = set.inputs(redAt, redAt + 1);
    expect(inputs).toHaveLength(224 * 224 * 3);
    expect([...inputs.subarray(0, 3)]).toEqual([-103.939, -116.779, 255 - 123.68].map(Math.fround));
    expect([...set.thumbnail(redAt).subarray(0, 3)]).toEqual([255, 0, 0]);
    expect(set.notes).toEqual([]);
  });

  it.each([
    ['line ends of old Macs', 'a.jpg 1\rb.png 0\r'],
    ['semicolons', 'a.jpg;1\nb.png;0'],
    ['semicolons and a comma in a name', 'a.jpg;1;goldfish, Carassius\nb.png;0;tench'],
    ['commas and a semicolon in a name', 'a.jpg,1,goldfish; fish\nb.png,0,tench'],
  ])('reads a list with %s', async (_, text) => {
    const set = await readPhotos(photos, [list(text)]);
    const plain = await readPhotos(photos, [list('a.jpg 1\nb.png 0')]);
    expect(set.digest).toBe(plain.digest);
    expect(set.labels).toEqual(plain.labels);
  });

  it('has the same order and digest whatever the files are called, and others for other labels', async () => {
    const set = await readPhotos(photos, [list('a.jpg 1\nb.png 0')]);
    const renamed = await readPhotos(
      [
        { ...photos[0]!, name: 'x.png' },
        { ...photos[1]!, name: 'y.jpg' },
      ],
      [list('x.png,0\ny.jpg,1')],
    );
    expect(renamed.digest).toBe(set.digest);
    expect(renamed.labels).toEqual(set.labels);
    expect((await readPhotos(photos, [list('a.jpg 2\nb.png 0')])).digest).not.toBe(set.digest);
  });

  it('lists, skips and counts what cannot be decoded', async () => {
    const set = await readPhotos([...photos, fileOf('c.jpg', 'nothing')], [list('1\n2\n3')]);
    expect(set.numSamples).toBe(2);
    expect(set.notes).toEqual([
      '1 of 3 photos could not be decoded and is left out: c.jpg (neither JPEG nor PNG)',
    ]);
    await expect(readPhotos([fileOf('c.jpg', 'nothing')], [list('1')])).rejects.toThrow(
      'c.jpg: None of 1 photos could be decoded: c.jpg (neither JPEG nor PNG): expected JPEG or PNG',
    );
  });

  test.each([
    [
      'one label short',
      '5',
      'The list has 1 labels: expected 2, one for each photo in the order of their names',
    ],
    ['a photo short', 'a.jpg 5', 'The list has 1 photos and lacks 1 of the 2 given, first b.png'],
    [
      'an unknown WordNet id',
      'a.jpg 5\nb.png n99999999',
      'Line 2 has the label n99999999: expected a class from',
    ],
    ['a class too many', '0\n1000', 'Line 2 has the label 1000: expected a class from 0 to 999'],
    ['no label', 'a.jpg tench\nb.png 3', 'Line 1 has no label in "tench"'],
    ['two labels', 'a.jpg 3 4\nb.png 3', 'Line 1 has 2 labels in "3 4"'],
    ['a photo twice', 'a.jpg 3\nb.png 3\na.jpg 4', 'Line 3 gives a.jpg class 4, after 3'],
    ['a row without a photo', 'a.jpg 3\n4', 'Line 2 names no photo'],
  ])('refuses a list with %s', async (_, text, message) => {
    await expect(readPhotos(photos, [list(text)])).rejects.toThrow(message);
    await expect(readPhotos(photos, [list(text)])).rejects.toThrow(AssetError);
  });

  it('reads headers, quotes, folders, other columns and lists that name more', async () => {
    const text =
      'index\twnid\tname\tfile\n7\tn01443537\tgoldfish\t"n01443537/a.jpg"\n0\tn01440764\ttench\tb.png\n';
    const set = await readPhotos(photos, [list(`${text}1\tn01443537\t\tz.jpg`)]);
    expect(Array.from(set.labels).toSorted()).toEqual([0, 1]);
    expect(set.notes).toEqual(['labels.txt names 3 photos: 2 of them were given']);
  });

  it('reads a list in UTF-16, as spreadsheets write it', async () => {
    const text = '\uFEFFfile\tclass\r\na.jpg\t1\r\nb.png\t0\r\n';
    const bytes = new Uint8Array(Uint16Array.from(text, (char) => char.charCodeAt(0)).buffer);
    const set = await readPhotos(photos, [fileOf('labels.tsv', bytes)]);
    expect(Array.from(set.labels).toSorted()).toEqual([0, 1]);
  });

  it('wants one list', async () => {
    await expect(readPhotos(photos, [])).rejects.toThrow(
      'b.png: 0 label lists belong to the 2 photos: expected one, with a line for each photo'.replace(
        'b.png',
        'a.jpg',
      ),
    );
  });

  it('throws AssetError and nothing else whatever the list holds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('a.jpg', 'b.png', 'n01440764', '1', ' ', ',', '\n', '\t', '"') }),
        async (text) => {
          try {
            await readPhotos(photos.slice(0, 1), [list(text)]);
          } catch (error) {
            expect(error).toBeInstanceOf(AssetError);
          }
        },
      ),
      { numRuns: 40, seed: 5 },
    );
  });
});
