import { describe, expect, it } from 'vitest';
import { AssetError } from '../errors';
import { type FoundFile, kindOfModelJson, type ModelFileKind, modelOfFiles } from './modelFiles';

/** Empty files of these kinds, by path. */
const found = (files: Readonly<Record<string, ModelFileKind>>): FoundFile[] =>
  Object.entries(files).map(([path, kind]) => ({ kind, path, open: () => ({ name: path, blob: NONE }) }));
const NONE = new Blob();
const asset = (name: string) => ({ name, blob: NONE });
const modelOf = (files: Readonly<Record<string, ModelFileKind>>) => {
  const model = modelOfFiles(found(files));
  return model && { ...model.files, unused: model.unused.map(({ path }) => path) };
};

describe('kindOfModelJson', () => {
  it.each([
    ['{"modelTopology": {}, "weightsManifest": []}', 'tfjsModel'],
    ['{"formatVersion": 2, "tensors": []}', 'explorerManifest'],
    ['{"class_name": "Sequential", "config": {}}', 'kerasTopology'],
    ['\uFEFF{"class_name": "Sequential", "config": []}', 'kerasTopology'],
    ['{"model_config": {"class_name": "Model"}, "keras_version": "2"}', 'kerasTopology'],
    ['{"keras_version": "3.15.1", "date_saved": "2026"}', 'otherJson'],
    ['{"0": ["n01440764", "tench"]}', 'otherJson'],
    ['[1]', 'otherJson'],
    ['null', 'otherJson'],
    ['{', 'otherJson'],
  ])('takes %s for %s', (text, kind) => {
    expect(kindOfModelJson(text)).toBe(kind);
  });
});

describe('modelOfFiles', () => {
  const weights = asset('w.weights.h5');

  it('puts a topology to weights of Keras, names what is left, and finds no model where there is none', () => {
    const files = { 'w.weights.h5': 'hdf5', 'config.json': 'kerasTopology' } as const;
    const keras = { format: 'keras', weights } as const;
    expect(modelOf(files)).toEqual({ ...keras, topology: asset('config.json'), unused: [] });
    expect(modelOf({ 'w.weights.h5': 'hdf5', a: 'binary', b: 'other' })).toEqual({
      ...keras,
      unused: ['a', 'b'],
    });
    expect(modelOf({ a: 'binary', b: 'other' })).toBeNull();
  });

  it("takes binaries for shards of tfjs, and weights.bin, or the only one, for the explorer's own", () => {
    const shards = [asset('s1'), asset('s2')];
    expect(modelOf({ s1: 'binary', 'm.json': 'tfjsModel', s2: 'binary', x: 'other' })).toEqual({
      format: 'tfjs',
      weights: asset('m.json'),
      shards,
      unused: ['x'],
    });
    const explorer = { format: 'explorer', manifest: asset('m.json') };
    expect(modelOf({ s1: 'binary', 'm.json': 'explorerManifest' })).toEqual({
      ...explorer,
      weights: asset('s1'),
      unused: [],
    });
    expect(modelOf({ s1: 'binary', 'weights.bin': 'binary', 'm.json': 'explorerManifest' })).toEqual({
      ...explorer,
      weights: asset('weights.bin'),
      unused: ['s1'],
    });
  });

  it('takes the model in the fewest folders, with what lies beside or below it or in no folder', () => {
    const model = modelOf({
      'all/old/deep/w.h5': 'hdf5',
      'all/old/config.json': 'kerasTopology',
      'all/new/m.json': 'tfjsModel',
      'all/new/shards/s1': 'binary',
      s2: 'binary',
      'all/s3': 'binary',
    });
    expect(model).toMatchObject({
      format: 'tfjs',
      weights: asset('all/new/m.json'),
      shards: [asset('all/new/shards/s1'), asset('s2')],
      unused: ['all/old/deep/w.h5', 'all/old/config.json', 'all/s3'],
    });
  });

  it('takes a topology that lies in no folder or beside the weights, and no other', () => {
    const used = (topology: string) => {
      const model = modelOf({ 'all/new/w.h5': 'hdf5', [topology]: 'kerasTopology' });
      return model!.unused.length === 0;
    };
    expect(['config.json', 'all/new/config.json', 'all/config.json'].map(used)).toEqual([true, true, false]);
  });

  it('takes the plain one of two, weights and shards', () => {
    expect(modelOf({ 'w.h5.gz': 'hdf5', 'w.h5': 'hdf5' })).toMatchObject({
      weights: asset('w.h5'),
      unused: ['w.h5.gz'],
    });
    expect(
      modelOf({ 'm.json': 'tfjsModel', s1: 'binary', 's1.gz': 'binary', 's2.gz': 'binary' }),
    ).toMatchObject({
      shards: [asset('s1'), asset('s2.gz')],
      unused: ['s1.gz'],
    });
  });

  it.each<[string, Readonly<Record<string, ModelFileKind>>, string]>([
    [
      'a topology alone',
      { 'config.json': 'kerasTopology' },
      'config.json: The file describes a model and holds no weights: expected its .weights.h5 beside it',
    ],
    [
      'two topologies',
      { 'w.h5': 'hdf5', 'config.json': 'kerasTopology', 'b.json': 'kerasTopology' },
      'b.json: The file is a second topology beside config.json: expected one',
    ],
    [
      'a topology beside tfjs',
      { 'model.json': 'tfjsModel', 'config.json': 'kerasTopology' },
      'config.json: The file describes a model beside model.json, which describes itself: expected one of them',
    ],
    [
      'two models',
      { 'w.weights.h5': 'hdf5', 'b.keras': 'zip' },
      'b.keras: The file is a second model beside w.weights.h5: expected one',
    ],
    [
      'three in folders, by their paths',
      { 'a/model.json': 'tfjsModel', 'b/model.json': 'tfjsModel', 'c/w.h5': 'hdf5' },
      'b/model.json: The file is a second model beside a/model.json, c/w.h5: expected one',
    ],
    [
      'a manifest with two files that may be its weights',
      { 'm.json': 'explorerManifest', a: 'binary', b: 'binary' },
      'm.json: The manifest comes with 2 files of weights: expected one, weights.bin',
    ],
  ])('refuses %s', (_, files, message) => {
    expect(() => modelOf(files)).toThrow(AssetError);
    expect(() => modelOf(files)).toThrow(message);
  });
});
