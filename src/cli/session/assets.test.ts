import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { AssetError } from '../../core/errors';
import { readDataFolder, readWeightsFile as readGivenWeights } from './assets';

function folderOf(...names: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'ares-idx-'));
  for (const name of names) {
    mkdirSync(join(folder, dirname(name)), { recursive: true });
    writeFileSync(join(folder, name), name);
  }
  return folder;
}

const readWeightsFile = (text: string) => readGivenWeights(text).files;
const [TRAIN, TRAIN_LABELS] = ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'];
const [TEST, TEST_LABELS] = ['t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'];

describe('readDataFolder of digits', () => {
  const namesOf = (folder: string, half: 'train' | 'test') => {
    const { samples, labels } = readDataFolder(folder, 'digits', half);
    return [...samples, ...labels].map(({ name }) => name);
  };

  it.each(['', '.gz'])('finds both halves of MNIST with the ending "%s"', (ending) => {
    const folder = folderOf(...[TRAIN, TRAIN_LABELS, TEST, TEST_LABELS].map((name) => name + ending));
    expect(namesOf(folder, 'train')).toEqual([TRAIN + ending, TRAIN_LABELS + ending]);
    expect(namesOf(folder, 'test')).toEqual([TEST + ending, TEST_LABELS + ending]);
  });

  it('takes the only pair there is for the test set, but never for training', () => {
    const folder = folderOf('my-images.idx3-ubyte', 'my-labels.idx1-ubyte.gz');
    expect(namesOf(folder, 'test')).toEqual(['my-images.idx3-ubyte', 'my-labels.idx1-ubyte.gz']);
    expect(() => readDataFolder(folder, 'digits', 'train')).toThrow(
      'No IDX image file is there: expected train-images-idx3-ubyte, .gz or not',
    );
  });

  it.each([
    ['a folder for each file', [`${TEST}/t10k-images.idx3-ubyte`, `${TEST_LABELS}/t10k-labels.idx1-ubyte`]],
    ['a folder in a folder', ['mnist/t10k-images.idx3-ubyte', 'mnist/t10k-labels.idx1-ubyte']],
    ['both', [`mnist/${TEST}/t10k-images.idx3-ubyte`, `mnist/${TEST_LABELS}/t10k-labels.idx1-ubyte`]],
    ['labels in a folder only', ['t10k-images.idx3-ubyte', `${TEST_LABELS}/${TEST_LABELS}`]],
  ])('looks into folders that bear the names of files: %s', (_, names) => {
    const own = names.map((name) => name.split('/').at(-1));
    expect(namesOf(folderOf(...names), 'test')).toEqual(own);
    // Files in fewer folders are chosen, and files added by macOS never.
    const others = [`old/deep/${TEST}`, `__MACOSX/._${TEST}`, '._t10k-images.idx3-ubyte', '.DS_Store'];
    expect(
      namesOf(folderOf(...names, ...(names[0]!.split('/').length < 3 ? others : others.slice(1))), 'test'),
    ).toEqual(own);
  });

  it.each([
    ['labels', [TRAIN, TRAIN_LABELS, TEST, `${TEST_LABELS}/${TEST_LABELS}`]],
    ['images', [TRAIN, TRAIN_LABELS, `${TEST}/${TEST}`, TEST_LABELS]],
    ['both', [TRAIN, TRAIN_LABELS, `test/${TEST}`, `test/${TEST_LABELS}`]],
  ])(
    'finds either half where the %s of the test set lie in a folder and the training set does not',
    (_, names) => {
      const folder = folderOf(...names);
      expect(namesOf(folder, 'test')).toEqual([TEST, TEST_LABELS]);
      expect(namesOf(folder, 'train')).toEqual([TRAIN, TRAIN_LABELS]);
    },
  );

  it('takes the plain one of a pair that is there gzipped too, and refuses it in two folders', () => {
    const both = folderOf(TEST, `${TEST}.gz`, TEST_LABELS, `${TEST_LABELS}.gz`);
    expect(namesOf(both, 'test')).toEqual([TEST, TEST_LABELS]);
    const twice = folderOf(`a/${TEST}`, `a/${TEST_LABELS}`, `b/${TEST}`, `b/${TEST_LABELS}`);
    expect(() => namesOf(twice, 'test')).toThrow(
      `b/${TEST}: The file has the name of a/${TEST}: expected each name once`,
    );
  });

  it.each([
    [[], 'test', 'expected t10k-images-idx3-ubyte, .gz or not'],
    [[TEST], 'test', `The labels of ${TEST} are missing: expected ${TEST_LABELS}, .gz or not`],
    [[TEST, 'test-images-idx3-ubyte'], 'test', 'could be the test images: expected one'],
    [['train-images-idx3-ubyte', 'train2-images-idx3-ubyte'], 'train', 'could be the train images'],
  ] as const)('refuses a folder of %j', (names, half, sentence) => {
    const folder = folderOf(...names);
    expect(() => readDataFolder(folder, 'digits', half)).toThrow(AssetError);
    expect(() => readDataFolder(folder, 'digits', half)).toThrow(sentence);
  });

  it('calls images empty before it looks for their labels', () => {
    const folder = folderOf();
    writeFileSync(join(folder, TEST), '');
    expect(() => readDataFolder(folder, 'digits', 'test')).toThrow(
      `${TEST}: The file is empty (0 bytes): expected IDX images`,
    );
  });
});

describe('readDataFolder of pictures and speech', () => {
  const namesOf = (kind: 'pictures' | 'speech', ...names: readonly string[]) =>
    readDataFolder(folderOf(...names), kind, 'test').samples.map(({ name }) => name);

  it('finds batches in the folder that their archive makes, each once', () => {
    expect(
      namesOf('pictures', 'cifar-10-batches-bin/test_batch.bin', 'cifar-10-batches-bin/readme.html'),
    ).toEqual(['test_batch.bin']);
    expect(namesOf('pictures', 'test_batch.bin', 'test_batch.bin.gz')).toEqual(['test_batch.bin']);
    expect(namesOf('pictures', 'test_batch.bin/test_batch.bin')).toEqual(['test_batch.bin']);
  });

  it('finds wavs in recordings, and none that macOS adds', () => {
    expect(namesOf('speech', 'recordings/0_a_0.wav', 'recordings/._0_a_0.wav', 'demo.wav')).toEqual([
      '0_a_0.wav',
    ]);
    expect(namesOf('speech', 'fsdd/recordings/1_b_0.wav', '__MACOSX/._0_a_0.wav')).toEqual(['1_b_0.wav']);
    expect(namesOf('speech', 'a/b/c/d/1_b_0.wav', 'a/b/c/d/e/2_b_0.wav')).toEqual(['1_b_0.wav']);
    expect(() => namesOf('speech', 'README', '._0_a_0.wav')).toThrow('No data file is there');
  });
});

it('reads a folder once that links lead to again', () => {
  const folder = folderOf('a/recordings/0_a_0.wav');
  symlinkSync(folder, join(folder, 'a/again'));
  symlinkSync(join(folder, 'nowhere'), join(folder, 'a/lost'));
  const { samples } = readDataFolder(folder, 'speech', 'test');
  expect(samples.map(({ name }) => name)).toEqual(['0_a_0.wav']);
});

describe('readDataFolder of photos', () => {
  it('finds photos beside their list or in the folder images, and labels.tsv among other texts', () => {
    const flat = readDataFolder(folderOf('b.png', 'a.JPEG', 'val.txt'), 'photos', 'test');
    expect(flat.samples.map(({ name }) => name)).toEqual(['a.JPEG', 'b.png']);
    expect(flat.labels.map(({ name }) => name)).toEqual(['val.txt']);
    const folder = folderOf('labels.tsv', 'LICENSE.txt');
    mkdirSync(join(folder, 'images'));
    writeFileSync(join(folder, 'images/a.jpg'), 'a');
    const inner = readDataFolder(folder, 'photos', 'test');
    expect([...inner.samples, ...inner.labels].map(({ name }) => name)).toEqual(['a.jpg', 'labels.tsv']);
  });

  it.each([
    [['a.jpg'], 'The folder holds 0 label lists: expected one'],
    [['a.jpg', 'a.txt', 'b.csv'], 'The folder holds 2 label lists: expected one'],
    [['labels.tsv'], 'No data file is there: expected JPEG or PNG files'],
  ])('refuses a folder of %j', (names, sentence) => {
    expect(() => readDataFolder(folderOf(...names), 'photos', 'test')).toThrow(sentence);
  });
});

describe('readWeightsFile', () => {
  it('leaves a .h5 file where it lies, and takes the other files of a model.json for its shards', () => {
    const folder = folderOf('w.h5', 'model.json', 's1.bin', 's2.bin');
    writeFileSync(join(folder, 'model.json'), '{"weightsManifest": []}');
    const keras = readWeightsFile(join(folder, 'w.h5'));
    expect(keras).toMatchObject({ format: 'keras', weights: { name: 'w.h5', path: join(folder, 'w.h5') } });
    expect(keras.weights.blob.size).toBe(0);
    const tfjs = readWeightsFile(join(folder, 'model.json'));
    expect(tfjs.format === 'tfjs' && tfjs.shards.map(({ name }) => name)).toEqual(['s1.bin', 's2.bin']);
    expect(() => readWeightsFile(join(folder, 'x.h5'))).toThrow('x.h5: The file does not exist');
  });

  it('takes weights and their topology with a comma between, in either order, and names one that is missing', () => {
    const folder = folderOf('w.weights.h5', 'a,b.h5');
    const topology = join(folder, 'config.json');
    writeFileSync(topology, '{"class_name": "Sequential", "config": {}}');
    const weights = join(folder, 'w.weights.h5');
    const pair = { format: 'keras', weights: { name: 'w.weights.h5' }, topology: { name: 'config.json' } };
    expect(readWeightsFile(`${weights},${topology}`)).toMatchObject(pair);
    expect(readWeightsFile(`${topology},${weights}`)).toMatchObject(pair);
    expect(readWeightsFile(join(folder, 'a,b.h5'))).toMatchObject({ weights: { name: 'a,b.h5' } });
    expect(() => readWeightsFile(`${weights},${topology}x`)).toThrow('config.jsonx: The file does not exist');
    expect(() => readWeightsFile(topology)).toThrow(
      'config.json: The file describes a model and holds no weights: expected its .weights.h5 beside it',
    );
  });

  it('tells a zip from HDF5 by its content, whatever it is called', () => {
    const folder = folderOf('real.keras');
    writeFileSync(join(folder, 'zip.h5'), 'PK\u0003\u0004');
    expect(readWeightsFile(join(folder, 'zip.h5')).weights.path).toBeUndefined();
    expect(readWeightsFile(join(folder, 'real.keras')).weights.path).toBe(join(folder, 'real.keras'));
  });

  it('tells HDF5, a zip and JSON by their content under a name that says nothing, as the page does', () => {
    const folder = folderOf();
    const named = (name: string, content: string) => {
      writeFileSync(join(folder, name), content, 'latin1');
      return join(folder, name);
    };
    const hdf5 = named('vgg16', '\x89HDF\r\n\x1a\n');
    expect(readWeightsFile(hdf5)).toMatchObject({ format: 'keras', weights: { path: hdf5 } });
    expect(readWeightsFile(named('saved', 'PK\x03\x04')).format).toBe('keras');
    const topology = named('topology.txt', ' {"class_name": "Sequential", "config": {}}');
    expect(readWeightsFile(`${hdf5},${topology}`)).toMatchObject({ topology: { name: 'topology.txt' } });
    expect(readWeightsFile(named('model', '\xef\xbb\xbf{"weightsManifest": []}')).format).toBe('tfjs');
    expect(() => readWeightsFile(named('notes', '{"a": 1}'))).toThrow('The file holds no model: expected');
    expect(() => readWeightsFile(`${named('a', 'x')},${named('b', 'y')}`)).toThrow(
      'The files hold no model: expected',
    );
  });

  it('refuses what is no topology beside weights of Keras, and says what is wrong with it', () => {
    const folder = folderOf('w.h5', 'notes.txt');
    const named = (name: string, content: string) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const unused =
      'The file is no topology of a Keras model: expected its config.json or nothing beside w.h5';
    const beside: [path: string, message: string][] = [
      [join(folder, 'notes.txt'), `notes.txt: ${unused}`],
      [named('package.json', '{"name": "x"}'), `package.json: ${unused}`],
      [named('list.JSON', '[1]'), `list.JSON: ${unused}`],
      [named('broken.json', '{"class_name":'), 'broken.json: The file starts with'],
      [named('empty.h5', ''), 'empty.h5: The file is empty: expected a weight file of Keras or tfjs'],
    ];
    for (const [path, message] of beside) {
      expect(() => readWeightsFile(`${join(folder, 'w.h5')},${path}`)).toThrow(message);
      expect(() => readWeightsFile(`${path},${join(folder, 'w.h5')}`)).toThrow(message);
    }
    const tfjs = named('model.json', '{"weightsManifest": []}');
    expect(() => readWeightsFile(`${tfjs},${join(folder, 'notes.txt')}`)).toThrow(
      'notes.txt: The file is no part of the model: expected its own files or nothing beside model.json',
    );
    expect(() => readWeightsFile(join(folder, 'package.json'))).toThrow('The file holds no model');
    const capitals = named('config.JSON', '{"class_name": "Sequential", "config": {}}');
    expect(readWeightsFile(`${join(folder, 'w.h5')},${capitals}`)).toMatchObject({
      topology: { name: 'config.JSON' },
    });
  });

  it('looks for the one model in a folder, and names what has no use in it', () => {
    const topology = '{"class_name": "Sequential", "config": {}}';
    const keras = folderOf('a,b/w.weights.h5', 'a,b/notes.txt', 'a,b/old/w.h5', '.DS_Store');
    writeFileSync(join(keras, 'a,b/config.json'), topology);
    const own = { format: 'keras', topology: { name: 'config.json' } };
    for (const folder of [keras, join(keras, 'a,b')]) {
      const { files, notes } = readGivenWeights(folder);
      expect(files).toMatchObject(own);
      expect(files.weights.path).toBe(join(keras, 'a,b/w.weights.h5'));
      const inside = folder === keras ? 'a,b/' : '';
      expect(notes).toEqual([`Not used: ${inside}notes.txt, ${inside}old/w.h5`]);
    }
    const tfjs = folderOf('group1-shard1of1.bin', 'README.md');
    writeFileSync(join(tfjs, 'model.json'), '{"weightsManifest": []}');
    expect(readGivenWeights(tfjs)).toMatchObject({
      files: { format: 'tfjs', shards: [{ name: 'group1-shard1of1.bin' }] },
      notes: ['Not used: README.md'],
    });
  });

  it('refuses a folder of several models by their names, and one of none', () => {
    const several = folderOf('b.keras', 'a.h5', 'c.hdf5', 'd/e.h5');
    expect(() => readWeightsFile(several)).toThrow(
      /^[abc]\.\w+: The file is a second model beside [abc]\.\w+, [abc]\.\w+: expected one$/,
    );
    const none = folderOf('saved_model.pb', 'variables/README');
    expect(() => readWeightsFile(none)).toThrow(
      `${none}: The folder holds saved_model.pb, variables/README and no model: expected a weight file of Keras or tfjs`,
    );
    expect(() => readWeightsFile(folderOf())).toThrow('The folder holds no file and no model: expected');
    expect(() => readWeightsFile('/dev/null')).toThrow('/dev/null: It is a device: expected a weight file');
  });

  it('tells gzipped files by what they hold', () => {
    const folder = folderOf();
    const named = (name: string, content: string) => {
      writeFileSync(join(folder, name), gzipSync(Buffer.from(content, 'latin1')));
      return join(folder, name);
    };
    const weights = named('w.gz', `\x89HDF\r\n\x1a\n${'w'.repeat(9_000)}`);
    const topology = named('t.gz', '{"class_name": "Sequential", "config": {}}');
    expect(readWeightsFile(`${weights},${topology}`)).toMatchObject({
      format: 'keras',
      weights: { path: weights },
      topology: { name: 't.gz' },
    });
    expect(readWeightsFile(named('k.gz', 'PK\x03\x04')).format).toBe('keras');
    expect(() => readWeightsFile(named('notes.json.gz', '{"class_name":'))).toThrow(
      'notes.json.gz: The file',
    );
  });

  it("takes the explorer's own manifest with the weights beside it", () => {
    const folder = folderOf('weights.bin', 'other.bin');
    const manifest = join(folder, 'manifest.json');
    writeFileSync(manifest, '{"formatVersion": 2}');
    expect(readWeightsFile(manifest)).toMatchObject({
      format: 'explorer',
      manifest: { name: 'manifest.json' },
      weights: { name: 'weights.bin' },
    });
    // Weights that are named themselves may have any name, as on the page.
    const both = [manifest, join(folder, 'other.bin')] as const;
    for (const text of [both.join(','), both.toReversed().join(',')])
      expect(readWeightsFile(text)).toMatchObject({ format: 'explorer', weights: { name: 'other.bin' } });
    expect(readWeightsFile(`${manifest},${join(folder, 'weights.bin')}`)).toMatchObject({
      weights: { name: 'weights.bin' },
    });
    const alone = folderOf();
    writeFileSync(join(alone, 'm.json'), '{"formatVersion": 2}');
    expect(() => readWeightsFile(join(alone, 'm.json'))).toThrow('weights.bin: The file does not exist');
  });
});
