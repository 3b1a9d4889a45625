import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssetError } from '../../core/errors';
import { CATALOG } from '../../core/network/catalog';
import { numWeights } from '../../core/network/model';
import { parseManifest, verifySha256 } from './manifest';
import { shippedWeightType } from './weightFile';

const read = (file: string) => readFileSync(`public/models/${file}`);
const shipped = [...CATALOG.values()].flatMap((model) => model.weights.map((set) => ({ model, set })));

describe.each(shipped)('manifest of $model.id trained on $set', ({ model, set }) => {
  const folder = `${model.id}/${set}`;
  const manifest = parseManifest(read(`${folder}/manifest.json`).toString(), 'manifest.json');

  test('describes the model of the catalogue', () => {
    expect(manifest.model).toBe(model.id);
    expect(manifest.trainingSet).toBe(set);
    expect(manifest.numWeights).toBe(model.layers.reduce((sum, layer) => sum + numWeights(layer), 0));
    for (const layer of model.layers) {
      for (const kernel of layer.tensors) {
        const stored = manifest.tensors.find((tensor) => tensor.name === kernel.stored);
        expect(stored?.shape, kernel.stored).toEqual(kernel.shape);
      }
    }
  });

  test('holds the digest of its weights, in the type that their size asks for', () => {
    verifySha256(read(`${folder}/weights.bin`), manifest.sha256['weights.bin'], 'weights.bin');
    expect(manifest.weightType).toBe(shippedWeightType(model));
  });
});

describe('parseManifest', () => {
  const good = JSON.parse(read('lenet-fc/mnist/manifest.json').toString());
  const changed = (change: object) => JSON.stringify({ ...good, ...change });

  test.each<[string, string, string]>([
    ['no JSON', '<html>', 'The file starts with "<html>", which is not JSON: expected a model manifest'],
    ['no object', '7', 'The content is 7: expected an object'],
    ['a later version', changed({ formatVersion: 1 }), 'Field "formatVersion" is 1: expected 2'],
    [
      'another set',
      changed({ trainingSet: 'x' }),
      'Field "trainingSet" is "x": expected generated or mnist or cifar10 or fsdd or imagenet',
    ],
    [
      'a wrong digest',
      changed({ sha256: { 'weights.bin': 'abc' } }),
      'Field "sha256.weights.bin" is "abc": expected 64 hex digits of a sha-256',
    ],
    [
      'a missing field',
      changed({ numWeights: undefined }),
      'Field "numWeights" is missing: expected a whole number from 0',
    ],
    ['a fraction', changed({ seed: 1.5 }), 'Field "seed" is 1.5: expected a whole number from 0'],
    [
      'a negative count',
      changed({ numWeights: -1 }),
      'Field "numWeights" is -1: expected a whole number from 0',
    ],
    ['missing data', changed({ data: undefined }), 'Field "data" is missing: expected an object'],
    ['no list', changed({ tensors: {} }), 'Field "tensors" is an object: expected a list of tensors'],
    [
      'a shape that is none',
      changed({ tensors: [{ name: 'a', shape: 3 }] }),
      'Field "tensors.0.shape" is 3: expected a list of whole numbers',
    ],
    [
      'an odd recipe',
      changed({ recipe: { rho: null } }),
      'Field "recipe.rho" is null: expected text or a number',
    ],
  ])('refuses %s, naming the value found and the value wanted', (_, json, message) => {
    expect(() => parseManifest(json, 'm')).toThrow(new AssetError('m', message));
  });

  test('throws nothing but short AssetErrors, whatever the text is', () => {
    const damaged = fc
      .tuple(fc.constantFrom(...Object.keys(good)), fc.jsonValue())
      .map(([field, value]) => changed({ [field]: value }));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), damaged), (json) => {
        try {
          parseManifest(json, 'm');
        } catch (error) {
          expect(error).toBeInstanceOf(AssetError);
          expect((error as Error).message).toMatch(/^m: .{1,160}: expected .{1,60}$/s);
        }
      }),
      { numRuns: 1000 },
    );
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(() => parseManifest(deep, 'm')).toThrow(AssetError);
    expect(() => parseManifest(changed({ model: 1 }).replace('"model":1', `"model":${deep}`), 'm')).toThrow(
      'Field "model" is a list of 1: expected text',
    );
  });
});

test('verifySha256 names the digest found and the digest wanted', () => {
  // The digest of "abc" is FIPS 180-2's first example.
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  const bytes = new TextEncoder().encode('abc');
  expect(() => verifySha256(bytes, abc, 'f')).not.toThrow();
  const wanted = '0'.repeat(64);
  expect(() => verifySha256(bytes, wanted, 'f')).toThrow(
    `f: The sha-256 of the file is ${abc}: expected ${wanted}`,
  );
});
