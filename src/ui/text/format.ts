import { t } from '../../core/language/t';
import { endsText, intervalOrReason } from '../../experiment/text/boundWords';
import { grouped } from '../../experiment/text/numberWords';
import { type Interval, type Tick, whyUnresolved } from '../../experiment/ticks/tick';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** Returns the words of the exponents that rates have, from 0. */
const spokenExponents = (): readonly string[] => [
  t`zero`,
  t`one`,
  t`two`,
  t`three`,
  t`four`,
  t`five`,
  t`six`,
  t`seven`,
  t`eight`,
  t`nine`,
  t`ten`,
  t`eleven`,
  t`twelve`,
];

/**
 * The locale is fixed, so that the prerendered HTML and the first render of the script have equal
 * text.
 */
const COMPACT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

/** Formats a power of ten: `10⁻⁴` for -4. */
export function powerOfTen(exponent: number): string {
  const digits = Array.from(String(Math.abs(exponent)), (digit) => SUPERSCRIPTS[Number(digit)]!).join('');
  return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}

/** Splits a number into a mantissa with `decimals` and a decimal exponent: [3.16, -4]. */
function splitDecimal(value: number, decimals = 2): readonly [string, number] {
  const [mantissa, exponent] = value.toExponential(decimals).split('e');
  return [mantissa!, Number(exponent)];
}

/** Formats a rate: `3.16 × 10⁻⁴`, `3.2 × 10⁻⁴` with one decimal, `0` for fault-free. */
export function scientific(ber: number, decimals = 2): string {
  if (ber === 0) return '0';
  const [mantissa, exponent] = splitDecimal(ber, decimals);
  return `${mantissa} × ${powerOfTen(exponent)}`;
}

/** Formats a rate for screen readers: `3.16 times ten to the minus four`. */
export function spokenBer(ber: number): string {
  if (ber === 0) return t`zero`;
  const [mantissa, exponent] = splitDecimal(ber);
  const word = spokenExponents()[Math.abs(exponent)] ?? String(Math.abs(exponent));
  return exponent < 0
    ? t`${Number(mantissa)} times ten to the minus ${word}`
    : t`${Number(mantissa)} times ten to the ${word}`;
}

/** Formats a count with three digits: `213K`, `2.13M`. */
export function compact(count: number): string {
  return COMPACT.format(count);
}

/** Formats bytes as megabytes (10^6 bytes) with one decimal: `7.2`. */
export function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

/** Formats bytes with their unit, from megabytes (10^6 bytes) on: `0.3 MB`, `10.7 GB`. */
export function byteText(bytes: number): string {
  return bytes < 1e9 ? `${megabytes(bytes)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/**
 * Formats an expected number of bits: whole from 10 on, else with two digits: `673`, `6.7`,
 * `0.067`.
 */
export function expectedBits(count: number): string {
  if (count === 0) return '0';
  return count >= 10 ? grouped(count) : String(Number(count.toPrecision(2)));
}

/** Formats the expected flips of a trial: `about 673`, `no`. */
export function flipCount(expectedFlips: number): string {
  return expectedFlips === 0 ? t`no` : t`about ${expectedBits(expectedFlips)}`;
}

/**
 * Describes a rate and its expected flips for screen readers: `3.16 times ten to the minus four;
 * about 673 bits flip`. `span` names the samples that the flips are counted over, such as `1,000
 * images`; null if they are stored once.
 */
export function spokenFlips(ber: number, expectedFlips: number, span: string | null): string {
  if (ber === 0) return t`zero; fault-free`;
  const rate = spokenBer(ber);
  const flips = flipCount(expectedFlips);
  return span === null ? t`${rate}; ${flips} bits flip` : t`${rate}; ${flips} bits flip over ${span}`;
}

/** Formats a rate as odds: `1 in 3,165`; `no bit` at 0. */
export function oneIn(ber: number): string {
  if (ber === 0) return t`no bit`;
  const ratio = 1 / ber;
  return t`1 in ${ratio >= 100 ? grouped(ratio) : Number(ratio.toPrecision(3))}`;
}

/** Formats the 95 % interval of a tick over trials, or states why there is none. */
export function intervalText(tick: Tick): string {
  const format = (ends: Interval) => endsText(ends, (value) => scientific(value));
  return intervalOrReason(tick.ber, tick.interval, format, whyUnresolved(tick));
}

/** Formats a duration of `ms` milliseconds in one unit: `12 s`, `3 min`, `2 h`. */
export function duration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** Formats a remaining time in milliseconds: `12 s left`. Null: not known. */
export function timeLeft(remainingMs: number | null): string {
  return remainingMs === null ? t`time left not known yet` : t`${duration(remainingMs)} left`;
}

/** Formats a fixed-point value without trailing zeros: `−2`, `1.984375`. */
export function exact(value: number): string {
  return String(value).replace('-', '−');
}

/**
 * Replaces exponents such as 1.8e-5 in a sentence by powers of ten, and prevents line breaks inside
 * quantities.
 */
export function typeset(sentence: string): string {
  return sentence
    .replace(
      /(\d(?:\.\d+)?)e([+-]\d+)/g,
      (_, mantissa, exponent) => `${mantissa} × ${powerOfTen(Number(exponent))}`,
    )
    .replaceAll(' × ', '\u00a0×\u00a0')
    .replaceAll(' %', '\u00a0%');
}
