/** Trials at each rate that matters below which nothing is concluded: no finding, no headline. */
export const MIN_TRIALS = 8;
/** Trials there from which a number is firm; between the two it is shown and called provisional. */
export const FIRM_TRIALS = 30;

/** How much a number rests on: `early` concludes nothing yet, `provisional` may still move by tens of per cent. */
export type Evidence = 'early' | 'provisional' | 'firm';

/** What `trials`, the fewest at any rate that matters, are enough for. */
export function evidenceOf(trials: number): Evidence {
  if (trials < MIN_TRIALS) return 'early';
  return trials < FIRM_TRIALS ? 'provisional' : 'firm';
}

/** Digits after the first that a number of so many trials is printed with: one while it is not firm. */
export function decimalsOf(trials: number): 1 | 2 {
  return evidenceOf(trials) === 'firm' ? 2 : 1;
}

/** Why nothing is concluded yet: `8 trials are needed at each rate, 2 so far`. */
export function neededTrials(trials: number): string {
  return `${MIN_TRIALS} trials are needed at each rate, ${trials} so far`;
}

/** ` (n = 12, provisional)`, to follow the name of numbers that are not firm; else empty. */
export function provisionalNote(trials: number): string {
  return evidenceOf(trials) === 'firm' ? '' : ` (${trialsText(trials)})`;
}

/** The number of trials with the word that a number of few trials carries: `n = 30`; `n = 12, provisional`. */
export function trialsText(trials: number): string {
  return `n = ${trials.toLocaleString('en')}${evidenceOf(trials) === 'firm' ? '' : ', provisional'}`;
}
