import { endsText, intervalOrReason } from '../../experiment/text/boundWords';
import type { CensoredRate, Interval } from '../../experiment/ticks/tick';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const SPOKEN_EXPONENTS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
] as const;

/** The locale is fixed, so that the figure in the HTML and the first frame of the script are the same text. */
const GROUPED = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const COMPACT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

/** `10⁻⁴` for -4. */
export function powerOfTen(exponent: number): string {
  const digits = Array.from(String(Math.abs(exponent)), (digit) => SUPERSCRIPTS[Number(digit)]!).join('');
  return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}

/** Mantissa with three digits, or one and `decimals`, and decimal exponent: [3.16, -4]. */
function splitDecimal(value: number, decimals = 2): readonly [string, number] {
  const [mantissa, exponent] = value.toExponential(decimals).split('e');
  return [mantissa!, Number(exponent)];
}

/** A rate as a figure prints it: `3.16 × 10⁻⁴`, `3.2 × 10⁻⁴` with one decimal; `0` for the fault-free stop. */
export function scientific(ber: number, decimals = 2): string {
  if (ber === 0) return '0';
  const [mantissa, exponent] = splitDecimal(ber, decimals);
  return `${mantissa} × ${powerOfTen(exponent)}`;
}

/** A rate as a person says it: `3.16 times ten to the minus four`. */
export function spokenBer(ber: number): string {
  if (ber === 0) return 'zero';
  const [mantissa, exponent] = splitDecimal(ber);
  const word = SPOKEN_EXPONENTS[Math.abs(exponent)] ?? String(Math.abs(exponent));
  return `${Number(mantissa)} times ten to the ${exponent < 0 ? 'minus ' : ''}${word}`;
}

/** A whole number with thousands separators: `2,129,600`. */
export function grouped(count: number): string {
  return GROUPED.format(count);
}

/** A count in three digits: `213K`, `2.13M`. */
export function compact(count: number): string {
  return COMPACT.format(count);
}

/** Bytes as megabytes with one decimal: `7.2`. */
export function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

/** An expected number of bits: whole from 10 on, else two digits: `673`, `6.7`, `0.067`. */
export function expectedBits(count: number): string {
  if (count === 0) return '0';
  return count >= 10 ? grouped(count) : String(Number(count.toPrecision(2)));
}

/** How many bits a trial flips at a rate on average: `about 673`, `no`. */
export function flipCount(expectedFlips: number): string {
  return expectedFlips === 0 ? 'no' : `about ${expectedBits(expectedFlips)}`;
}

/**
 * A rate and what it flips, as a slider says it: `3.16 times ten to the minus four; about 673 bits flip`; `span` is what they are
 * counted over, such as `1,000 images`, null for bits that are stored once.
 */
export function spokenFlips(ber: number, expectedFlips: number, span: string | null): string {
  if (ber === 0) return 'zero; fault-free';
  const over = span === null ? '' : ` over ${span}`;
  return `${spokenBer(ber)}; ${flipCount(expectedFlips)} bits flip${over}`;
}

/** How rare a fault is: `1 in 3,165`. `no bit` at 0. */
export function oneIn(ber: number): string {
  if (ber === 0) return 'no bit';
  const ratio = 1 / ber;
  return `1 in ${ratio >= 100 ? grouped(ratio) : Number(ratio.toPrecision(3))}`;
}

/** Formats the 95 % interval of a tick over trials, or states why there is none. */
export function intervalText(rate: CensoredRate, interval: Interval | null): string {
  return intervalOrReason(rate, interval, (ends) => endsText(ends, (value) => scientific(value)));
}

/** A span of time in one unit: `12 s`, `3 min`, `2 h`. */
export function duration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** A wait: `12 s left`; empty while nobody knows. */
export function timeLeft(remainingMs: number | null): string {
  return remainingMs === null ? '' : `${duration(remainingMs)} left`;
}

/** A fixed-point value without trailing zeros: `-2`, `1.984375`. */
export function exact(value: number): string {
  return String(value).replace('-', '−');
}

/** Rates as the rest of the page prints them, and no line break inside a quantity. */
export function typeset(sentence: string): string {
  return sentence
    .replace(
      /(\d(?:\.\d+)?)e([+-]\d+)/g,
      (_, mantissa, exponent) => `${mantissa} × ${powerOfTen(Number(exponent))}`,
    )
    .replaceAll(' × ', '\u00a0×\u00a0')
    .replaceAll(' %', '\u00a0%');
}
