import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { AssetError } from '../../core/errors';
import { openCifar } from './openCifar';
import { openSamples } from './openSamples';

/** Writes records of label bytes and a picture whose planes are 3, 2 and 1 plus the record. */
function records(labels: readonly (readonly number[])[]): Uint8Array<ArrayBuffer> {
  const planes = (record: number) =>
    [3, 2, 1].flatMap((plane) => new Array<number>(1024).fill(plane + 10 * record));
  return Uint8Array.from(labels.flatMap((own, record) => [...own, ...planes(record)]));
}

const fileOf = (name: string, bytes: BlobPart) => ({ name, blob: new Blob([bytes]) });

describe('openCifar', () => {
  test('reads CIFAR-10 with channels last', async () => {
    const raw = await openCifar([fileOf('test_batch.bin', records([[7], [0]]))], 10);
    expect(raw).toMatchObject({ numSamples: 2, shape: [32, 32, 3], labels: Int32Array.of(7, 0), notes: [] });
    const [picture] = await raw.read(1, 2);
    expect(picture!.shape).toEqual([32, 32, 3]);
    expect(Array.from(picture!.values.subarray(0, 4))).toEqual([13, 12, 11, 13]);
    expect(new Set(picture!.values)).toEqual(new Set([13, 12, 11]));
  });

  test.each([
    [20, [3, 19], 'The 20 coarse labels are used'],
    [100, [99, 0], 'The 100 fine labels are used'],
    [null, [99, 0], 'The 100 fine labels are used'],
  ])('reads CIFAR-100 for %s classes', async (numClasses, labels, note) => {
    const file = fileOf(
      'test.bin',
      records([
        [3, 99],
        [19, 0],
      ]),
    );
    expect(await openCifar([file], numClasses)).toMatchObject({
      labels: Int32Array.from(labels),
      notes: [note],
    });
  });

  test('joins batches, gzipped or not, and leaves the training batches out', async () => {
    const files = [
      fileOf('test_batch.bin.gz', gzipSync(records([[1]]))),
      fileOf('data_batch_1.bin', records([[2]])),
      fileOf('batches.meta.txt', 'airplane\nautomobile\n'),
    ];
    const raw = await openSamples(files, { shape: [32, 32, 3], numClasses: 10 });
    expect(raw).toMatchObject({ source: 'test_batch.bin', classNames: ['airplane', 'automobile'] });
    const train = await openSamples(files.slice(1, 2), { shape: [32, 32, 3], numClasses: 10 });
    expect(train.source).toBe('data_batch_1.bin');
  });

  test.each([
    [
      'a label of 10',
      [fileOf('a.bin', records([[1], [10]]))],
      'a.bin: Label of record 1 is 10: expected 0 to 9',
    ],
    [
      'a coarse label of 20',
      [fileOf('a.bin', records([[20, 1]]))],
      'Label of record 0 is 20: expected 0 to 19',
    ],
    [
      'a missing byte',
      [fileOf('a.bin', records([[1]]).slice(1))],
      'has 3072 bytes: expected a multiple of 3073 (CIFAR-10), 3074',
    ],
    ['no bytes', [fileOf('a.bin', '')], 'has 0 bytes: expected a multiple'],
    [
      'two formats',
      [fileOf('a.bin', records([[1]])), fileOf('b.bin', records([[1, 1]]))],
      'b.bin: The file holds CIFAR-100 records: expected CIFAR-10 as in a.bin',
    ],
  ])('refuses %s', async (_, files, message) => {
    const opened = openCifar(files, 10);
    await expect(opened).rejects.toThrow(AssetError);
    await expect(opened).rejects.toThrow(message);
  });
});
