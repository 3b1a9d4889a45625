import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { AssetError } from '../../../core/errors';
import { readRecordings } from './readRecordings';
import { speechSamples } from './speechSamples';

/** A 16-bit mono wav of a tone of 0.3 s. */
function wav(sampleRate: number): Blob {
  const samples = Int16Array.from({ length: 0.3 * sampleRate }, (_, index) =>
    Math.round(9000 * Math.sin((2 * Math.PI * 440 * index) / sampleRate)),
  );
  const header = new DataView(new ArrayBuffer(44));
  const text = (offset: number, word: string) =>
    [...word].forEach((char, index) => {
      header.setUint8(offset + index, char.charCodeAt(0));
    });
  text(0, 'RIFF');
  header.setUint32(4, 36 + samples.byteLength, true);
  text(8, 'WAVEfmt ');
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true);
  header.setUint16(22, 1, true);
  header.setUint32(24, sampleRate, true);
  header.setUint32(28, 2 * sampleRate, true);
  header.setUint16(32, 2, true);
  header.setUint16(34, 16, true);
  text(36, 'data');
  header.setUint32(40, samples.byteLength, true);
  return new Blob([header.buffer, samples]);
}

const decoded = (bytes: ArrayBuffer) =>
  Float32Array.from(new Int16Array(bytes.slice(44)), (value) => value / 2 ** 15);
const file = (name: string, sampleRate = 8000) => ({ name, blob: wav(sampleRate) });

describe('readRecordings', () => {
  test('takes the held-out takes alone, labelled by their names, ready for the network', async () => {
    const set = await readRecordings([file('7_ann_4.wav'), file('2_ann_0.wav'), file('9_ann_5.wav')], 'test');
    expect([...Array.from(set.labels)]).toEqual([2, 7]);
    expect(set.inputs(0, 2)).toHaveLength(2 * 254 * 39);
    expect(set.inputs(1, 2)).toEqual(set.inputs(0, 2).subarray(254 * 39));
    expect(set.thumbnail(0)).toHaveLength(64 * 96);
    expect(set.sound(1)).toHaveLength(2400);
    expect(set.notes).toEqual([]);
  });

  test('resamples other rates and says so', async () => {
    const files = [file('1_ann_0.wav', 16_000), file('2_ann_0.wav'), file('3_ann_0.wav', 16_000)];
    const set = await readRecordings(files, 'test');
    expect(set.notes).toEqual(['2 of 3 recordings are resampled from 16000 Hz to 8000 Hz']);
    expect(set.sound(0)).toHaveLength(2400);
  });

  test('has another digest for another label, and the same for files in another order', async () => {
    const [one, two] = [file('1_ann_0.wav'), file('2_ann_0.wav', 11_025)];
    const { digest } = await readRecordings([one, two], 'test');
    expect((await readRecordings([two, one], 'test')).digest).toBe(digest);
    expect((await readRecordings([one, { ...two, name: '3_ann_0.wav' }], 'test')).digest).not.toBe(digest);
  });

  test('digests what files say at 8 kHz, as ever', async () => {
    const blob = wav(8000);
    const { digest } = await readRecordings([{ name: '1_ann_0.wav', blob }], 'test');
    const samples = decoded(await blob.arrayBuffer());
    const labels = Uint8Array.of(1);
    expect(digest).toBe(speechSamples({ recordings: [samples], labels }).digest);
    const bytes = [Uint8Array.of(0x60, 9, 0, 0), new Uint8Array(samples.buffer), labels];
    expect(digest).toBe(createHash('sha256').update(Buffer.concat(bytes)).digest('hex'));
  });

  test('digests recordings of other rates before they are resampled', async () => {
    const blob = wav(16_000);
    const set = await readRecordings([{ name: '1_ann_0.wav', blob }], 'test');
    const samples = decoded(await blob.arrayBuffer());
    const head = Uint8Array.from([0, 16_000, 4800].flatMap((word) => [word & 255, word >> 8, 0, 0]));
    const bytes = [head, new Uint8Array(samples.buffer), Uint8Array.of(1)];
    expect(set.digest).toBe(createHash('sha256').update(Buffer.concat(bytes)).digest('hex'));
  });

  test.each([
    [
      'no test recording',
      ['1_ann_5.wav', '1_ann_6.wav'],
      'None of 2 recordings is of takes 0 to 4: expected',
    ],
    [
      'a name twice',
      ['a/1_ann_0.wav', 'b/1_ann_0.wav'],
      'b/1_ann_0.wav: The recording 1_ann_0.wav occurs twice',
    ],
  ])('refuses a set with %s', async (_, names, message) => {
    const reading = () =>
      readRecordings(
        names.map((name) => file(name)),
        'test',
      );
    await expect(reading()).rejects.toThrow(AssetError);
    await expect(reading()).rejects.toThrow(message);
  });
});
