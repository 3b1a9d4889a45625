import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CATALOG, TRAINING_SETS } from '../../core/catalog';
import { AssetError } from '../../core/errors';
import { numWeights } from '../../core/model';
import { parseManifest, verifySha256 } from './manifest';

const read = (file: string) => readFileSync(`public/models/lenet-fc/${file}`);

describe.each(TRAINING_SETS)('manifest of the weights trained on %s', (trainingSet) => {
  const manifest = parseManifest(read(`${trainingSet}/manifest.json`).toString(), 'manifest.json');

  test('describes the model of the catalogue', () => {
    const { layers } = CATALOG.get('lenet-fc')!;
    expect(manifest.trainingSet).toBe(trainingSet);
    expect(manifest.layers).toEqual(layers.map(({ name, kernelShape }) => ({ name, kernelShape })));
    expect(manifest.numWeights).toBe(layers.reduce((sum, layer) => sum + numWeights(layer), 0));
  });

  test('holds the digests of its files', () => {
    for (const file of ['model.json', 'weights.bin'] as const) {
      verifySha256(read(`${trainingSet}/${file}`), manifest.sha256[file], file);
    }
  });
});

describe('parseManifest', () => {
  const good = JSON.parse(read('mnist/manifest.json').toString());
  const changed = (change: object) => JSON.stringify({ ...good, ...change });

  test.each<[string, string, string]>([
    ['no JSON', '<html>', 'The file starts with "<html>", which is not JSON: expected a model manifest'],
    ['no object', '7', 'The content is 7: expected an object'],
    ['a later version', changed({ formatVersion: 2 }), 'Field "formatVersion" is 2: expected 1'],
    ['another set', changed({ trainingSet: 'x' }), 'Field "trainingSet" is "x": expected generated or mnist'],
    [
      'a wrong digest',
      changed({ sha256: { ...good.sha256, 'model.json': 'abc' } }),
      'Field "sha256.model.json" is "abc": expected 64 hex digits of a sha-256',
    ],
    [
      'a missing field',
      changed({ seed: undefined }),
      'Field "seed" is missing: expected a whole number from 0',
    ],
    ['a fraction', changed({ seed: 1.5 }), 'Field "seed" is 1.5: expected a whole number from 0'],
    [
      'a negative count',
      changed({ numWeights: -1 }),
      'Field "numWeights" is -1: expected a whole number from 0',
    ],
    ['missing data', changed({ data: undefined }), 'Field "data" is missing: expected an object'],
    ['no list', changed({ layers: {} }), 'Field "layers" is an object: expected a list of layers'],
    [
      'a long shape',
      changed({ layers: [{ name: 'a', kernelShape: [1, 2, 3] }] }),
      'Field "layers.0.kernelShape" is a list of 3: expected two whole numbers',
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
