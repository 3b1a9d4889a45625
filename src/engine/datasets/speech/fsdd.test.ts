import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { AssetError } from '../../../core/errors';
import { parseFsddName, splitFsdd } from './fsdd';
import { parseWav } from './wav';

const FOLDER = '../shared/data/fsdd/recordings';
const isHere = existsSync(FOLDER);
if (!isHere) console.warn(`The Free Spoken Digit Dataset is not at ${FOLDER}: its test is skipped`);

describe('parseFsddName', () => {
  test('reads digit, speaker and take, past folders', () => {
    const name = 'data/recordings/7_jackson_32.wav';
    expect(parseFsddName(name)).toEqual({ name, digit: 7, speaker: 'jackson', take: 32 });
  });

  test.each([
    '7_jackson.wav',
    '12_jackson_3.wav',
    '7__3.wav',
    '7_jackson_03.wav',
    '7_jackson_3.mp3',
    '',
    'x7_a_3.wav',
  ])('refuses %j', (name) => {
    expect(() => parseFsddName(name)).toThrow(AssetError);
    expect(() => parseFsddName(name)).toThrow(/expected <digit>_<speaker>_<take>.wav/);
  });
});

describe('splitFsdd', () => {
  const names = ['1_b_5.wav', '0_b_0.wav', '1_a_0.wav', '0_a_4.wav', '0_a_0.wav', '1_b_0.wav', '0_b_49.wav'];

  test('holds takes 0 to 4 out, ordered by take, speaker, digit', () => {
    const test = splitFsdd(names, 'test').map(({ name }) => name);
    expect(test).toEqual(['0_a_0.wav', '1_a_0.wav', '0_b_0.wav', '1_b_0.wav', '0_a_4.wav']);
    expect(splitFsdd(names.toReversed(), 'test').map(({ name }) => name)).toEqual(test);
    expect(splitFsdd(names, 'train').map(({ name }) => name)).toEqual(['1_b_5.wav', '0_b_49.wav']);
  });

  test('refuses a folder with another file in it', () => {
    expect(() => splitFsdd([...names, 'cover.jpg'], 'train')).toThrow(/^cover.jpg: The name is not/);
  });
});

test.skipIf(!isHere)('the whole data set is 300 test and 2,700 training recordings at 8 kHz', () => {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.wav'));
  const [train, held] = [splitFsdd(names, 'train'), splitFsdd(names, 'test')];
  expect([train.length, held.length]).toEqual([2700, 300]);
  // Any 60 in a row hold each digit six times, once by each speaker.
  expect(new Set(held.slice(0, 60).map(({ digit, speaker }) => `${digit} ${speaker}`)).size).toBe(60);
  for (const { name } of [...train, ...held]) {
    const { sampleRate, samples } = parseWav(readFileSync(`${FOLDER}/${name}`), name);
    expect(sampleRate).toBe(8000);
    expect(samples.length).toBeGreaterThan(800);
  }
});
