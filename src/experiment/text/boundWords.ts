import type { CensoredRate, Interval } from '../ticks/tick';

const BOUND_SIGNS: Readonly<Record<CensoredRate['bound'], string>> = {
  exact: '',
  atLeast: '≥ ',
  atMost: '≤ ',
};

/** Formats a rate or a ratio, with a sign if it is a bound: `1.80e-5`, `≥ 300×`. */
export function boundText({ value, bound }: CensoredRate, format: (value: number) => string): string {
  return `${BOUND_SIGNS[bound]}${format(value)}`;
}

/** Formats both ends of an interval: `1.20e-5 to 2.40e-5`, `beyond the grid to 3.1`. */
export function endsText({ low, high }: Interval, format: (value: number) => string): string {
  if (low === null && high === null) return 'beyond the grid';
  const [from, to] = [low, high].map((end) => (end === null ? 'beyond the grid' : format(end)));
  return `${from} to ${to}`;
}
