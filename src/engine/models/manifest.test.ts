import { readFileSync } from 'node:fs';
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

  test.each<[string, string, RegExp]>([
    ['no JSON', '<html>', /^m: The file is not JSON: expected a model manifest/],
    ['no object', '7', /^m: The content cannot be used: /],
    ['a later version', JSON.stringify({ ...good, formatVersion: 2 }), /^m: Field "formatVersion" .*: /],
    [
      'a wrong digest',
      JSON.stringify({ ...good, sha256: { ...good.sha256, 'model.json': 'abc' } }),
      /^m: Field "sha256.model.json"/,
    ],
    ['a missing field', JSON.stringify({ ...good, seed: undefined }), /^m: Field "seed"/],
  ])('refuses %s', (_, json, message) => {
    expect(() => parseManifest(json, 'm')).toThrow(message);
    expect(() => parseManifest(json, 'm')).toThrow(AssetError);
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
