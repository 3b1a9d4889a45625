import { describe, expect, test } from 'vitest';
import { Draws } from '../../../generate/draws';
import { MAX_SAMPLES, NUM_FEATURES, NUM_STEPS, speechFeatures } from './features';

function noise(length: number, seed: number): Float32Array {
  const draws = new Draws(seed, 0, 0, 0);
  return Float32Array.from(
    { length },
    (_, index) => 0.3 * (draws.unit() - 0.5) * (1 + Math.sin(index / 500)),
  );
}

/**
 * Textbook computation with a sum over samples for every bin. It shares no code with the tested
 * functions.
 */
function referenceFeatures(samples: Float32Array): number[][] {
  const numFrames = Math.floor((samples.length - 200) / 80) + 1;
  const mel = (hertz: number) => 2595 * Math.log10(1 + hertz / 700);
  const energies = Array.from({ length: numFrames }, (_, frame) => {
    const windowed = Array.from({ length: 200 }, (_, index) => {
      const at = frame * 80 + index;
      const emphasised = samples[at]! - (at > 0 ? 0.97 * samples[at - 1]! : 0);
      return emphasised * (0.54 - 0.46 * Math.cos((2 * Math.PI * index) / 199));
    });
    const power = Array.from({ length: 129 }, (_, bin) => {
      let [real, imaginary] = [0, 0];
      windowed.forEach((value, index) => {
        real += value * Math.cos((2 * Math.PI * bin * index) / 256);
        imaginary += value * Math.sin((2 * Math.PI * bin * index) / 256);
      });
      return real ** 2 + imaginary ** 2;
    });
    return Array.from({ length: 24 }, (_, band) => {
      const [left, centre, right] = [0, 1, 2].map((edge) => ((band + edge) * mel(4000)) / 25) as [
        number,
        number,
        number,
      ];
      return power.reduce((sum, value, bin) => {
        const place = mel(bin * 31.25);
        return (
          sum +
          value * Math.max(0, Math.min((place - left) / (centre - left), (right - place) / (right - centre)))
        );
      }, 0);
    });
  });
  const floor = Math.max(...energies.flat()) * 1e-6 + 1e-12;
  const cepstra = energies.map((bands) =>
    Array.from({ length: 13 }, (_, row) =>
      bands.reduce(
        (sum, energy, band) =>
          sum +
          Math.sqrt((row === 0 ? 1 : 2) / 24) *
            Math.log(energy + floor) *
            Math.cos((Math.PI * row * (2 * band + 1)) / 48),
        0,
      ),
    ),
  );
  const slope = (rows: number[][]) =>
    rows.map((row, frame) =>
      row.map((_, column) => {
        const near = (offset: number) => rows[Math.max(0, Math.min(numFrames - 1, frame + offset))]![column]!;
        return (near(1) - near(-1) + 2 * (near(2) - near(-2))) / 10;
      }),
    );
  const slopes = slope(cepstra);
  const curves = slope(slopes);
  const all = cepstra.map((row, frame) => [...row, ...slopes[frame]!, ...curves[frame]!]);
  const columns = Array.from({ length: 39 }, (_, column) => all.map((row) => row[column]!));
  const scaled = columns.map((column) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / numFrames;
    const deviation = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / numFrames);
    return column.map((value) => (value - mean) / deviation);
  });
  return all.map((_, frame) => scaled.map((column) => column[frame]!));
}

describe('speechFeatures', () => {
  test('agrees with the textbook, and is 0 past the recording', () => {
    const samples = noise(2000, 1);
    const features = speechFeatures(samples);
    const reference = referenceFeatures(samples);
    expect(reference).toHaveLength(23);
    reference.flat().forEach((value, index) => {
      expect(Math.abs(features[index]! - value)).toBeLessThan(1e-5);
    });
    expect(features).toHaveLength(NUM_STEPS * NUM_FEATURES);
    expect(features.subarray(23 * NUM_FEATURES).every((value) => value === 0)).toBe(true);
  });

  test('does not hear how loud a recording is', () => {
    const samples = noise(4000, 2);
    const loud = speechFeatures(samples);
    const quiet = speechFeatures(samples.map((sample) => sample / 64));
    for (let index = 0; index < loud.length; index++) expect(quiet[index]).toBeCloseTo(loud[index]!, 4);
    const other = speechFeatures(noise(4000, 3));
    expect(Math.abs(other[100]! - loud[100]!)).toBeGreaterThan(0.01);
  });

  test('fills all steps with 20,440 samples and takes the middle of more', () => {
    expect(MAX_SAMPLES).toBe(20_440);
    const long = noise(MAX_SAMPLES + 1000, 4);
    const features = speechFeatures(long);
    expect(features.subarray(253 * NUM_FEATURES).some((value) => value !== 0)).toBe(true);
    expect(features).toEqual(speechFeatures(long.slice(500, 500 + MAX_SAMPLES)));
    const oneFrameLess = speechFeatures(long.slice(0, MAX_SAMPLES - 1));
    expect(oneFrameLess.subarray(253 * NUM_FEATURES).every((value) => value === 0)).toBe(true);
  });

  test.each([
    ['nothing', new Float32Array(0)],
    ['a single sample', new Float32Array([0.5])],
    ['silence', new Float32Array(3000)],
    ['a constant', new Float32Array(3000).fill(0.25)],
  ])('of %s are finite', (_, samples) => {
    expect(speechFeatures(samples).every((value) => Math.abs(value) < 1000)).toBe(true);
  });
});
