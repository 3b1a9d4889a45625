import { describe, expect, test } from 'vitest';
import { openSamples } from './openSamples';

/** Writes a wav file of 16 bits. */
function wav(name: string, samples: readonly number[], rate = 8000) {
  const bytes = new DataView(new ArrayBuffer(44 + 2 * samples.length));
  const ascii = (at: number, text: string) => {
    for (let index = 0; index < text.length; index++) bytes.setUint8(at + index, text.charCodeAt(index));
  };
  ascii(0, 'RIFF');
  bytes.setUint32(4, 36 + 2 * samples.length, true);
  ascii(8, 'WAVEfmt ');
  bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true);
  bytes.setUint16(22, 1, true);
  bytes.setUint32(24, rate, true);
  bytes.setUint32(28, 2 * rate, true);
  bytes.setUint16(32, 2, true);
  bytes.setUint16(34, 16, true);
  ascii(36, 'data');
  bytes.setUint32(40, 2 * samples.length, true);
  samples.forEach((sample, index) => {
    bytes.setInt16(44 + 2 * index, sample, true);
  });
  return { name, blob: new Blob([bytes]) };
}

const wanted = { shape: [254, 39], numClasses: 10 };

describe('openSounds', () => {
  test('takes digits from names as in FSDD, and its test set alone', async () => {
    const names = ['9_ann_0', '3_ann_1', '3_bob_0', '7_ann_5'].map((name) => `d/${name}.wav`);
    const raw = await openSamples(
      names.map((name) => wav(name, [1])),
      wanted,
    );
    expect(raw).toMatchObject({
      kind: 'sounds',
      shape: [1],
      labels: Int32Array.of(9, 3, 3),
      labelsAre: 'numbers',
    });
    expect([0, 1, 2].map((index) => raw.origin(index).file)).toEqual([names[0], names[2], names[1]]);
    expect(raw.notes).toEqual(['Not used: 1 recordings of takes from 5, which are the training set']);
    const train = await openSamples([wav(names[3]!, [1])], wanted);
    expect(train).toMatchObject({ labels: Int32Array.of(7), notes: [] });
  });

  test('takes classes from folders, and sounds at their own rate', async () => {
    const raw = await openSamples([wav('yes/a.wav', [16384, -32768], 16000), wav('no/b.wav', [1])], wanted);
    expect(raw).toMatchObject({ shape: [null], classNames: ['no', 'yes'], labelsAre: 'names' });
    const yes = [0, 1].find((index) => raw.origin(index).file === 'yes/a.wav')!;
    expect(raw.labels![yes]).toBe(1);
    expect((await raw.read(yes, yes + 1))[0]).toEqual({
      shape: [2],
      values: Float32Array.of(0.5, -1),
      rate: 16000,
    });
  });

  test('has no labels without folders, and says so', async () => {
    const raw = await openSamples([wav('a.wav', [1]), wav('b.wav', [2])], wanted);
    expect(raw.labels).toBeNull();
    expect(raw.notes[0]).toMatch(/^The recordings have no labels/);
  });

  test('refuses a file that is no recording', async () => {
    const broken = { name: 'b.wav', blob: new Blob(['RIFF, but nothing else']) };
    await expect(openSamples([wav('a.wav', [1]), broken], wanted)).rejects.toThrow(
      'b.wav: The file starts with',
    );
  });
});
