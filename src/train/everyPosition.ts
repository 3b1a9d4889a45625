import type { TrainingData } from './trainer';

/**
 * Gives each position of contexts [samples, positions] the character after it as its label. That of
 * the last position is the sample's own label.
 */
export function everyPosition({ inputs, labels, shape }: TrainingData): TrainingData {
  const [positions] = shape as [number];
  const next = Uint8Array.from(inputs, (_, place) =>
    place % positions === positions - 1 ? labels[Math.floor(place / positions)]! : inputs[place + 1]!,
  );
  return { inputs, labels: next, shape };
}
