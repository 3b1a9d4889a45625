import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { startDevice } from '../../inference/devices';
import { decodePhoto } from './decodePhoto';
import { labelPhotos } from './labelList';
import { readPhotos } from './readPhotos';
import { resizePhoto } from './resizePhoto';
import { hasSqueezeNet, loadSqueezeNet } from './squeezeNet.fake';

const shared = join(import.meta.dirname, '../../../../../shared/data');
const photosFolder = join(shared, 'imagenet-sample');
const isThere = existsSync(photosFolder) && hasSqueezeNet;
if (!isThere) console.warn('SKIPPED: ../shared/data/imagenet-sample is absent, no real photo is decoded');

/**
 * Number of photos, of the first classes. All 200 take half a minute: 135 were right, and 174 among
 * the first five.
 */
const NUM_PHOTOS = 20;
const SIDE = 227;
const MEANS = [104, 117, 123];

describe.skipIf(!isThere)('real photographs', () => {
  const read = (folder: string, name: string) => new Uint8Array(readFileSync(join(folder, name)));
  const asset = (folder: string, name: string) => ({ name, blob: new Blob([read(folder, name)]) });
  const images = join(photosFolder, 'images');
  const names = isThere ? readdirSync(images).sort().slice(0, NUM_PHOTOS) : [];

  beforeAll(async () => {
    await startDevice('wasm', { wasmPaths: undefined, gpu: async () => 'not asked for' });
  });

  test('are decoded, labelled and prepared for VGG16 and ResNet50', async () => {
    const files = names.slice(0, 5).map((name) => asset(images, name));
    const set = await readPhotos(files, [asset(photosFolder, 'labels.tsv')]);
    expect(set.numSamples).toBe(5);
    expect(Array.from(set.labels).toSorted((a, b) => a - b)).toEqual([0, 5, 10, 15, 20]);
    expect(set.notes).toEqual(['labels.tsv names 200 photos: 5 of them were given']);
  });

  test('SqueezeNet names most of them: 67.5 % of the 200, 87 % among its first five', async () => {
    const model = await loadSqueezeNet();
    const { labels } = labelPhotos(
      readFileSync(join(photosFolder, 'labels.tsv'), 'utf8'),
      'labels.tsv',
      names,
    );
    let numRight = 0;
    let numInFive = 0;
    for (const [index, name] of names.entries()) {
      const pixels = resizePhoto(await decodePhoto(read(images, name)), {
        width: 256,
        height: 256,
        side: SIDE,
      });
      const input = Float32Array.from(pixels, (_, at) => pixels[at - 2 * (at % 3) + 2]! - MEANS[at % 3]!);
      const scores = tf.tidy(() => {
        const output = model.predict(tf.tensor(input, [1, SIDE, SIDE, 3]));
        return (Array.isArray(output) ? output.at(-1)! : output) as tf.Tensor;
      });
      const values = await scores.data();
      scores.dispose();
      const place = values.filter((value) => value > values[labels[index]!]!).length;
      if (place === 0) numRight++;
      if (place < 5) numInFive++;
    }
    model.dispose();
    console.info(`SqueezeNet: ${numRight} of ${names.length} first, ${numInFive} among five`);
    expect(numRight / names.length).toBeGreaterThan(0.6);
    expect(numInFive / names.length).toBeGreaterThan(0.8);
  });
});
