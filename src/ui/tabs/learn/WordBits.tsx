import { useState } from 'react';
import { t } from '../../../core/language/t';
import {
  dequantizeWord,
  type Encoding,
  formatQFormat,
  type QFormat,
  quantizeWord,
  wordLayout,
} from '../../../core/words/qformat';
import { Segmented } from '../../controls/Segmented';
import { exact } from '../../text/format';
import { rich } from '../../text/rich';

/** Data types of the word. */
export const FORMATS = {
  Q26: { integerBits: 2, fractionBits: 6 },
  Q313: { integerBits: 3, fractionBits: 13 },
} as const;
/** Value of the word before its bits are flipped: a small weight. */
export const WEIGHT = 0.265625;

/**
 * Stored weight whose bits a reader flips, with its value before and after. Shows that a bit's
 * place decides how far the value moves.
 */
export function WordBits() {
  const [name, setName] = useState<keyof typeof FORMATS>('Q26');
  const [encoding, setEncoding] = useState<Encoding>('twosComplement');
  const [mask, setMask] = useState(0);
  const format: QFormat = FORMATS[name];
  const layout = wordLayout(format, encoding);
  const { width } = layout;
  const before = quantizeWord(WEIGHT, layout);
  const after = before ^ mask;
  const value = dequantizeWord(after, layout);
  const change = value - dequantizeWord(before, layout);
  return (
    <section className="lesson-word" aria-label={t`A stored weight`}>
      <div className="row">
        <Segmented
          label={t`Data type of the word`}
          value={name}
          options={[
            ['Q26', 'Q2.6'],
            ['Q313', 'Q3.13'],
          ]}
          onChange={(next) => {
            setName(next);
            setMask(0);
          }}
        />
        <Segmented
          label={t`Encoding of the sign`}
          value={encoding}
          options={[
            ['twosComplement', t`two’s complement`],
            ['signMagnitude', t`sign-magnitude`],
          ]}
          onChange={(next) => {
            setEncoding(next);
            setMask(0);
          }}
        />
      </div>
      <fieldset className={width > 8 ? 'word-bits word-wide' : 'word-bits'}>
        <legend className="sr-only">{t`Bits of the word in ${formatQFormat(format)}: press one to flip it`}</legend>
        {Array.from({ length: width }, (_, place) => {
          const bit = 1 << (width - 1 - place);
          const value01 = after & bit ? 1 : 0;
          const isFlipped = (mask & bit) !== 0;
          const kind = place === 0 ? 'sign' : place < format.integerBits ? 'integer' : 'fraction';
          return (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: a bit is its place
              key={place}
              type="button"
              className={`word-bit word-${kind}${place === format.integerBits ? ' word-point' : ''}`}
              aria-pressed={isFlipped}
              aria-label={
                isFlipped
                  ? t`${nameOf(kind, place)}: ${value01}, flipped`
                  : `${nameOf(kind, place)}: ${value01}`
              }
              onClick={() => setMask(mask ^ bit)}
            >
              {value01}
            </button>
          );
        })}
      </fieldset>
      <p className="tabular" aria-live="polite">
        {mask === 0
          ? rich`${exact(WEIGHT)} → ${<strong>{exact(value)}</strong>}. Press a bit to flip it.`
          : rich`${exact(WEIGHT)} → ${<strong>{exact(value)}</strong>}, a change of ${exact(change)}.`}
      </p>
      <NumberLine format={format} before={WEIGHT} after={value} />
    </section>
  );
}

function nameOf(kind: 'sign' | 'integer' | 'fraction', place: number): string {
  return { sign: t`sign bit`, integer: t`integer bit ${place}`, fraction: t`fraction bit ${place}` }[kind];
}

interface NumberLineProps {
  readonly format: QFormat;
  readonly before: number;
  readonly after: number;
}

/** Draws the range of a type with the value before and after the flips. */
function NumberLine({ format, before, after }: NumberLineProps) {
  const end = 2 ** (format.integerBits - 1);
  // All types share one line, so that a longer jump looks longer.
  const x = (value: number) => 160 + value * 36;
  return (
    <svg className="word-line" viewBox="0 0 320 44" aria-hidden="true">
      <path className="axis" d={`M${x(-end)} 26H${x(end)}`} />
      {Array.from({ length: 2 * end + 1 }, (_, index) => index - end).map((tick) => (
        <g key={tick}>
          <path className="axis" d={`M${x(tick)} 22v8`} />
          <text className="tick" x={x(tick)} y={42} textAnchor="middle">
            {exact(tick)}
          </text>
        </g>
      ))}
      {after !== before && <path className="word-jump" d={`M${x(before)} 14H${x(after)}`} />}
      <circle className="word-before" cx={x(before)} cy={26} r={4} />
      {after !== before && <path className="word-after" d={`M${x(after)} 26l-5 -9h10z`} />}
    </svg>
  );
}
