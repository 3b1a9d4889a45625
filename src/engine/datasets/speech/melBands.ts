import { SPEECH_RATE } from './frames';
import { FFT_SIZE, NUM_BINS } from './powerSpectrum';

export const NUM_MEL_BANDS = 24;

/** One triangular filter: weights of the bins from `firstBin` on. */
interface MelBand {
  readonly firstBin: number;
  readonly weights: Float64Array;
}

const BANDS = makeBands();

/**
 * Computes the energies [24] in triangular filters between 0 and 4 kHz, into `energies`. The
 * filters have equal widths in mel and overlap by half.
 */
export function melEnergies(power: Float64Array, energies: Float64Array): void {
  for (let band = 0; band < NUM_MEL_BANDS; band++) {
    const { firstBin, weights } = BANDS[band]!;
    let energy = 0;
    for (let index = 0; index < weights.length; index++) energy += weights[index]! * power[firstBin + index]!;
    energies[band] = energy;
  }
}

function makeBands(): MelBand[] {
  const highest = toMel(SPEECH_RATE / 2);
  const edge = (index: number) => (index * highest) / (NUM_MEL_BANDS + 1);
  return Array.from({ length: NUM_MEL_BANDS }, (_, band) => {
    const centre = edge(band + 1);
    const halfWidth = edge(1);
    const weightOf = (bin: number) =>
      1 - Math.abs(toMel((bin * SPEECH_RATE) / FFT_SIZE) - centre) / halfWidth;
    const bins = Array.from({ length: NUM_BINS }, (_, bin) => bin).filter((bin) => weightOf(bin) > 0);
    return { firstBin: bins[0]!, weights: Float64Array.from(bins, weightOf) };
  });
}

/** O'Shaughnessy's mel scale (1987). */
function toMel(hertz: number): number {
  return 2595 * Math.log10(1 + hertz / 700);
}
