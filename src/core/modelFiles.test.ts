import { describe, expect, it } from 'vitest';
import type { AssetFile } from './assetFiles';
import { AssetError } from './errors';
import { kindOfModelJson, type ModelFilesByKind, modelOfFiles } from './modelFiles';

const file = (name: string): AssetFile => ({ name, blob: new Blob() });
const filesByKind = (found: Partial<ModelFilesByKind>): ModelFilesByKind => ({
  hdf5: [],
  zip: [],
  tfjsModel: [],
  explorerManifest: [],
  kerasTopology: [],
  shards: [],
  ...found,
});

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
  const [weights, topology] = [file('w.weights.h5'), file('config.json')];

  it('puts a topology to weights of Keras, and finds no model where there is none', () => {
    const pair = modelOfFiles(filesByKind({ hdf5: [weights], kerasTopology: [topology] }));
    expect(pair).toEqual({ format: 'keras', weights, topology });
    expect(modelOfFiles(filesByKind({ hdf5: [weights] }))).toEqual({ format: 'keras', weights });
    expect(modelOfFiles(filesByKind({ shards: [file('a')] }))).toBeNull();
  });

  it.each<[string, Partial<ModelFilesByKind>, string]>([
    [
      'a topology alone',
      { kerasTopology: [topology] },
      'config.json: The file describes a model and holds no weights: expected its .weights.h5 beside it',
    ],
    [
      'two topologies',
      { hdf5: [weights], kerasTopology: [topology, file('b.json')] },
      'b.json: The file is a second topology beside config.json: expected one',
    ],
    [
      'a topology beside tfjs',
      { tfjsModel: [file('model.json')], kerasTopology: [topology] },
      'config.json: The file describes a model beside model.json, which says itself what it is: expected one of them',
    ],
    [
      'two models',
      { hdf5: [weights], zip: [file('b.keras')] },
      'b.keras: The file is a second model beside w.weights.h5: expected one',
    ],
  ])('refuses %s', (_, found, message) => {
    expect(() => modelOfFiles(filesByKind(found))).toThrow(AssetError);
    expect(() => modelOfFiles(filesByKind(found))).toThrow(message);
  });
});
