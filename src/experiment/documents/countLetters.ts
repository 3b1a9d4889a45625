/** Counts as text: their least one, and a character for each digit of what others have more. */
export interface CountLetters {
  readonly least: number;
  /**
   * One digit a count, or, if some count needs two, the upper digits of all counts before the lower
   * ones. Like digits side by side compress best.
   */
  readonly letters: string;
}

/** Character code of digit 0. JSON writes the next 57 characters as they are. */
const ZERO = 35;
const BASE = 57;

/** Writes counts as text. Each may be at most 57² - 1 above the least one. */
export function writeLetters(counts: readonly number[]): CountLetters {
  const least = Math.min(...counts);
  const above = counts.map((count) => count - least);
  const write = (digits: readonly number[]) => String.fromCharCode(...digits.map((digit) => ZERO + digit));
  const lower = write(above.map((count) => count % BASE));
  if (Math.max(...above) < BASE) return { least, letters: lower };
  return { least, letters: write(above.map((count) => Math.floor(count / BASE))) + lower };
}

/** Reads `numCounts` counts back from their text. */
export function readLetters({ least, letters }: CountLetters, numCounts: number): number[] {
  const digit = (place: number) => letters.charCodeAt(place) - ZERO;
  const hasUpper = letters.length > numCounts;
  return Array.from({ length: numCounts }, (_, place) =>
    hasUpper ? least + digit(place) * BASE + digit(place + numCounts) : least + digit(place),
  );
}
