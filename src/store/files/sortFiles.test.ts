import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssetError } from '../../core/errors';
import { sortFiles } from './sortFiles';

const file = (name: string, content: BlobPart) => new File([content], name);
const gz = (name: string, bytes: Uint8Array) => file(`${name}.gz`, new Uint8Array(gzipSync(bytes)));

const IMAGES = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1);
const LABELS = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1);
const BATCH = new Uint8Array(2 * 3073);
const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const WAV = new TextEncoder().encode('RIFF\0\0\0\0WAVE');
const H5 = Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a);
const ZIP = Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0);
const TOPOLOGY = '{"class_name": "Sequential", "config": {}}';
const SHARD = Uint8Array.of(0x80, 0, 1, 2, 3);

/** Returns a file of a dropped folder. */
const within = (path: string, content: BlobPart) =>
  Object.defineProperty(file(path.split('/').at(-1)!, content), 'webkitRelativePath', { value: path });

const namesOf = async (files: readonly File[]) => {
  const { data, model, unused } = await sortFiles(files);
  return {
    ...(unused.length > 0 && { unused }),
    data: data && [
      data.format,
      ...data.samples.map(({ name }) => name),
      ...data.labels.map(({ name }) => name),
    ],
    model: model && [
      model.format,
      model.weights.name,
      ...(model.format === 'tfjs' ? model.shards.map(({ name }) => name) : []),
      ...(model.format === 'keras' && model.topology !== undefined ? [model.topology.name] : []),
    ],
  };
};

describe('sortFiles', () => {
  it.each<[string, File[], object]>([
    ['an IDX pair in any order', [file('b', LABELS), file('a', IMAGES)], { data: ['idx', 'a', 'b'] }],
    ['gzipped IDX files', [gz('a', IMAGES), gz('b', LABELS)], { data: ['idx', 'a.gz', 'b.gz'] }],
    [
      'gzip files with junk behind, whose reader says so',
      [file('a', IMAGES), new File([gzipSync(LABELS), 'junk'], 'b.gz')],
      { data: ['idx', 'a', 'b.gz'] },
    ],
    [
      "the test set of MNIST's four files",
      [
        file('train-images', IMAGES),
        file('train-labels', LABELS),
        file('t10k-images', IMAGES),
        file('t10k-labels', LABELS),
      ],
      { data: ['idx', 't10k-images', 't10k-labels'], unused: ['train-images', 'train-labels'] },
    ],
    [
      "MNIST's test set whose labels lie in a folder, and the training set does not",
      [
        within('mnist/train-images', IMAGES),
        within('mnist/train-labels', LABELS),
        within('mnist/t10k-images', IMAGES),
        within('mnist/t10k-labels/t10k-labels', LABELS),
      ],
      { data: ['idx', 't10k-images', 't10k-labels'], unused: ['train-images', 'train-labels'] },
    ],
    [
      "CIFAR-10's test batch that lies in a folder, and the training set does not",
      [within('cifar/data_batch_1.bin', BATCH), within('cifar/test/test_batch.bin', BATCH)],
      { data: ['cifar', 'test_batch.bin'], unused: ['data_batch_1.bin'] },
    ],
    [
      'shards of the length of a CIFAR-10 batch, whatever their names hold',
      [
        file('model.json', '{"weightsManifest": []}'),
        file('a-shard1of2.bin', BATCH),
        file('test-shard2of2.bin', BATCH),
      ],
      { model: ['tfjs', 'model.json', 'a-shard1of2.bin', 'test-shard2of2.bin'] },
    ],
    ['CIFAR-10 by its length', [file('pictures', BATCH)], { data: ['cifar', 'pictures'] }],
    [
      "CIFAR-10's test batch, gzipped, beside others",
      [gz('test_batch.bin', BATCH), file('data_batch_1.bin', BATCH)],
      { data: ['cifar', 'test_batch.bin.gz'], unused: ['data_batch_1.bin'] },
    ],
    ['wavs', [file('b.wav', WAV), file('a.wav', WAV)], { data: ['recordings', 'a.wav', 'b.wav'] }],
    [
      'photos with a list, and a class index that is not needed',
      [
        file('b', PNG),
        file('a', JPEG),
        file('l.tsv', 'a\t1\nb\t2\n'),
        file('index.json', '{"0": ["n01440764", "tench"]}'),
      ],
      { data: ['photos', 'a', 'b', 'l.tsv'], unused: ['index.json'] },
    ],
    [
      'files in folders of their names, before those in deeper ones',
      [
        within('mnist/t10k-images-idx3-ubyte/t10k-images.idx3-ubyte', IMAGES),
        within('mnist/t10k-labels.idx1-ubyte', LABELS),
        within('mnist/old/mnist/t10k-images.idx3-ubyte', IMAGES),
        within('mnist/old/t10k-labels.idx1-ubyte', LABELS),
      ],
      {
        data: ['idx', 't10k-images.idx3-ubyte', 't10k-labels.idx1-ubyte'],
        unused: ['t10k-images.idx3-ubyte', 't10k-labels.idx1-ubyte'],
      },
    ],
    [
      'the recordings of a folder that has another wav beside them',
      [
        within('fsdd/demo.wav', WAV),
        within('fsdd/recordings/0_a_0.wav', WAV),
        within('fsdd/README.md', 'hello'),
      ],
      { data: ['recordings', '0_a_0.wav'], unused: ['demo.wav', 'README.md'] },
    ],
    [
      'the photos of a folder with labels.tsv among other texts',
      [
        within('p/images/a.jpg', JPEG),
        within('p/logo.png', PNG),
        within('p/labels.tsv', 'a.jpg 3'),
        within('p/README', 'x'),
      ],
      { data: ['photos', 'a.jpg', 'labels.tsv'], unused: ['logo.png', 'README'] },
    ],
    ['a .h5 file', [file('w', H5)], { model: ['keras', 'w'] }],
    [
      'a .h5 file beside its topology',
      [file('t.json', TOPOLOGY), file('w', H5)],
      { model: ['keras', 'w', 't.json'] },
    ],
    [
      'an unpacked .keras file, whose metadata is not needed',
      [
        file('metadata.json', '{"keras_version": "3"}'),
        file('w', H5),
        file('c', '{"class_name": "A", "config": {}}'),
      ],
      { model: ['keras', 'w', 'c'], unused: ['metadata.json'] },
    ],
    [
      'a .h5 file beside another JSON',
      [file('w', H5), file('t.json', '{"config": {}}')],
      { model: ['keras', 'w'], unused: ['t.json'] },
    ],
    [
      'a .h5 file beside a text, a log of its training and a file of no known kind',
      [file('n.txt', 'hello'), file('w', H5), file('history.csv', 'epoch,loss'), file('x', SHARD)],
      { model: ['keras', 'w'], unused: ['n.txt', 'history.csv', 'x'] },
    ],
    [
      'the model of a folder that lies in the fewest folders',
      [within('all/w.h5', H5), within('all/old/w.h5', H5), within('all/old/c.json', TOPOLOGY)],
      { model: ['keras', 'w.h5'], unused: ['w.h5', 'c.json'] },
    ],
    [
      'weights and their topology, gzipped',
      [gz('w.h5', H5), gz('c.json', new TextEncoder().encode(TOPOLOGY))],
      { model: ['keras', 'w.h5.gz', 'c.json.gz'] },
    ],
    [
      'shards whose bytes are letters, and no text beside them',
      [file('model.json', '{"weightsManifest": []}'), file('s1.bin', 'abcd'), file('README', 'abcd')],
      { model: ['tfjs', 'model.json', 's1.bin'], unused: ['README'] },
    ],
    [
      'what names claim, so that their reader says what is wrong',
      [file('a.jpg', 'not a photo'), file('b.PNG', SHARD), file('l', 'a.jpg 1'), file('w.h5', '<html>')],
      { data: ['photos', 'a.jpg', 'b.PNG', 'l'], model: ['keras', 'w.h5'] },
    ],
    ['a batch cut short', [file('test_batch.bin', BATCH.subarray(9))], { data: ['cifar', 'test_batch.bin'] }],
    ['a .keras file', [file('w.keras', ZIP)], { model: ['keras', 'w.keras'] }],
    [
      'tfjs with shards',
      [file('s2', SHARD), file('model.json', ' {"weightsManifest": []}'), file('s1', BATCH)],
      { model: ['tfjs', 'model.json', 's2', 's1'] },
    ],
    [
      "the explorer's own form",
      [file('weights.bin', SHARD), file('manifest.json', '{"formatVersion": 2, "tensors": []}')],
      { model: ['explorer', 'weights.bin'] },
    ],
    [
      'photos and weights together',
      [file('w.h5', H5), file('a', JPEG), file('l.txt', '3')],
      { data: ['photos', 'a', 'l.txt'], model: ['keras', 'w.h5'] },
    ],
  ])('takes %s', async (_, files, expected) => {
    expect(await namesOf(files)).toEqual({ data: null, model: null, ...expected });
  });

  it.each<[string, File[], string]>([
    ['nothing', [], 'files: Found no file: expected IDX images and labels'],
    ['a text', [file('notes.txt', 'hello')], 'notes.txt: Found 1 text file: expected IDX images'],
    ['a CIFAR batch cut short', [file('x', BATCH.subarray(0, 4000))], 'x: Found 1 file of no known kind'],
    ['an empty file', [file('x-idx3-ubyte', '')], 'x-idx3-ubyte: Found 1 empty file (0 bytes): expected IDX'],
    ['an empty .bin file', [file('x.bin', '')], 'x.bin: Found 1 empty file (0 bytes): expected IDX'],
    [
      'a gzip file of nothing',
      [gz('x', new Uint8Array())],
      'x.gz: Found 1 empty file (0 bytes): expected IDX',
    ],
    ['two empty files', [file('x', ''), file('y', '')], 'x, y: Found 2 empty files (0 bytes): expected IDX'],
    [
      'IDX images alone',
      [file('a', IMAGES)],
      'a: Found 1 IDX image file and 0 IDX label files: expected one of each',
    ],
    [
      'IDX images beside empty labels',
      [file('a', IMAGES), file('b', '')],
      'a: Found 1 IDX image file and 0 IDX label files, and 1 empty file (0 bytes): expected one of each',
    ],
    ['photos without a list', [file('a', JPEG)], 'a: Found 1 photo with 0 label lists: expected one'],
    [
      'two sets',
      [file('a.wav', WAV), file('b', BATCH)],
      'a.wav: Files of 2 data sets came together (1 CIFAR-10 batch, 1 wav file): expected one set at a time',
    ],
    [
      'one name in two folders',
      [within('a/test_batch.bin', BATCH), within('b/test_batch.bin', BATCH)],
      'b/test_batch.bin: The file has the name of a/test_batch.bin: expected each name once',
    ],
    [
      'two models',
      [file('a.h5', H5), file('b.keras', ZIP)],
      'b.keras: The file is a second model beside a.h5',
    ],
    [
      'a manifest without weights',
      [file('manifest.json', '{"formatVersion": 2, "tensors": []}')],
      'manifest.json: The manifest comes with 0 files of weights: expected one, weights.bin',
    ],
    [
      'a damaged gzip file',
      [file('a.gz', Uint8Array.of(0x1f, 0x8b, 1, 2, 3))],
      'a.gz: Found 1 file of no known kind',
    ],
  ])('refuses %s, saying what it found', async (_, files, message) => {
    await expect(sortFiles(files)).rejects.toThrow(AssetError);
    await expect(sortFiles(files)).rejects.toThrow(message);
  });

  it('throws AssetError and nothing else whatever the bytes', async () => {
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.constantFrom(IMAGES, LABELS, BATCH, JPEG, H5, ZIP),
      fc.json().map((text) => new TextEncoder().encode(text)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(content, { maxLength: 4 }), async (contents) => {
        const files = contents.map((bytes, index) => file(`f${index}`, new Uint8Array(bytes)));
        try {
          const { data, model } = await sortFiles(files);
          expect(data ?? model).not.toBeNull();
        } catch (error) {
          expect(error).toBeInstanceOf(AssetError);
        }
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});
