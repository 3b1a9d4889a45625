import { SpecError } from '../errors';
import { t } from '../language/t';
import {
  CHANNEL_ORDERS,
  CLASS_ORDERS,
  NO_PREPROCESSING,
  type PictureSize,
  type Preprocessing,
  type Resize,
  type Scale,
} from './preprocessing';

/** Text of `NO_PREPROCESSING`. */
const NONE = 'none';
/** Keys in the order of a text, each with an example of its values. Links contain them. */
const EXAMPLES = {
  audio: 'mfcc',
  layout: 'chw',
  resize: '256, 224x224',
  crop: '224, 224x200',
  order: CHANNEL_ORDERS.slice(1).join(', '),
  divide: '255',
  mean: '0.5, 103.939:116.779:123.68',
  std: '1, 0.229:0.224:0.225',
  each: 'sample',
  classes: CLASS_ORDERS.slice(1).join(', '),
} as const;

type Key = keyof typeof EXAMPLES;

const KEYS = Object.keys(EXAMPLES) as readonly Key[];
const MAX_SIDE = 4096;
const MAX_NUMBERS = 4096;
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i;

/**
 * Writes preprocessing as text for links and the command line, such as
 * `resize=256,crop=224,order=bgr,mean=103.939:116.779:123.68,std=1`. Only what differs from
 * `NO_PREPROCESSING` is written, which itself is `none`. `parsePreprocessing` returns an equal
 * record.
 *
 * `resize=256` scales the shorter side, `resize=224x200` to height and width.
 */
export function formatPreprocessing(preprocessing: Preprocessing): string {
  const texts = textsOf(preprocessing);
  const parts = KEYS.flatMap((key) => (texts[key] === undefined ? [] : [`${key}=${texts[key]}`]));
  return parts.length === 0 ? NONE : parts.join(',');
}

/**
 * Parses the text of a preprocessing. Throws SpecError that names the key, the text found and the
 * text wanted.
 */
export function parsePreprocessing(text: string): Preprocessing {
  const texts = text === NONE ? {} : splitText(text);
  return {
    audio: choice(texts, 'audio', ['mfcc'] as const) ?? 'none',
    layout: choice(texts, 'layout', ['chw'] as const) === undefined ? 'channelsLast' : 'channelsFirst',
    channels: choice(texts, 'order', CHANNEL_ORDERS) ?? NO_PREPROCESSING.channels,
    resize: texts.resize === undefined ? null : parseResize(texts.resize),
    crop: texts.crop === undefined ? null : parseCrop(texts.crop),
    scale: parseScale(texts),
    classes: choice(texts, 'classes', CLASS_ORDERS) ?? NO_PREPROCESSING.classes,
  };
}

type Texts = Partial<Record<Key, string>>;

function textsOf({ audio, layout, channels, resize, crop, scale, classes }: Preprocessing): Texts {
  const isShifted = scale.kind === 'fixed' && (!isList(scale.mean, 0) || !isList(scale.deviation, 1));
  return {
    ...(audio === 'none' ? {} : { audio }),
    ...(layout === 'channelsLast' ? {} : { layout: 'chw' }),
    ...(resize === null ? {} : { resize: resize.kind === 'exact' ? sidesOf(resize) : String(resize.side) }),
    ...(crop === null ? {} : { crop: crop.height === crop.width ? String(crop.height) : sidesOf(crop) }),
    ...(channels === 'stored' ? {} : { order: channels }),
    ...(scale.divisor === 1 ? {} : { divide: numberText(scale.divisor) }),
    ...(isShifted ? { mean: listText(scale.mean), std: listText(scale.deviation) } : {}),
    ...(scale.kind === 'sample' ? { each: 'sample' } : {}),
    ...(classes === 'stored' ? {} : { classes }),
  };
}

function splitText(text: string): Texts {
  const texts: Texts = {};
  for (const part of text.split(',')) {
    const at = part.indexOf('=');
    const key = KEYS.find((known) => known === part.slice(0, at));
    if (at < 0 || key === undefined) {
      const known = KEYS.map((each) => `${each}=`).join(', ');
      throw failure(
        t`The part "${part}" has no known name: expected ${NONE}, or parts that start with ${known}`,
      );
    }
    if (texts[key] !== undefined) throw failure(t`The part ${key}= comes twice: expected it once`);
    texts[key] = part.slice(at + 1);
  }
  return texts;
}

function choice<T extends string>(texts: Texts, key: Key, values: readonly T[]): T | undefined {
  const text = texts[key];
  const found = values.find((value) => value === text);
  if (text === undefined || found !== undefined) return found;
  throw valueError(key, text);
}

function parseResize(text: string): Resize {
  if (/^\d+$/.test(text)) return { kind: 'shorter', side: parseSide('resize', text, text) };
  return { kind: 'exact', ...parseSides('resize', text) };
}

function parseCrop(text: string): PictureSize {
  if (!/^\d+$/.test(text)) return parseSides('crop', text);
  const side = parseSide('crop', text, text);
  return { height: side, width: side };
}

function parseSides(key: Key, text: string): PictureSize {
  const [height = '', width = '', ...others] = text.split('x');
  if (others.length > 0) throw valueError(key, text);
  return { height: parseSide(key, height, text), width: parseSide(key, width, text) };
}

function parseSide(key: Key, side: string, text: string): number {
  const value = /^\d{1,4}$/.test(side) ? Number(side) : 0;
  if (value < 1 || value > MAX_SIDE) {
    throw failure(
      t`The part ${key}= has the value "${text}": expected sizes of 1 to ${MAX_SIDE} pixels, such as ${EXAMPLES[key]}`,
    );
  }
  return value;
}

function parseScale(texts: Texts): Scale {
  const divisor = texts.divide === undefined ? 1 : parseNumber('divide', texts.divide, texts.divide, true);
  if (choice(texts, 'each', ['sample'] as const) === undefined) {
    const mean = texts.mean === undefined ? [0] : parseList('mean', texts.mean, false);
    const deviation = texts.std === undefined ? [1] : parseList('std', texts.std, true);
    if (mean.length > 1 && deviation.length > 1 && mean.length !== deviation.length) {
      throw failure(
        t`The part mean= has ${mean.length} numbers and std= has ${deviation.length}: expected as many, or one`,
      );
    }
    return { kind: 'fixed', divisor, mean, deviation };
  }
  const other = (['mean', 'std'] as const).find((key) => texts[key] !== undefined);
  if (other !== undefined) {
    throw failure(t`The part ${other}= comes with each=sample: expected only one of them`);
  }
  return { kind: 'sample', divisor };
}

function parseList(key: Key, text: string, isAboveZero: boolean): readonly number[] {
  const parts = text.split(':');
  if (parts.length > MAX_NUMBERS) {
    throw failure(t`The part ${key}= has ${parts.length} numbers: expected at most ${MAX_NUMBERS}`);
  }
  return parts.map((part) => parseNumber(key, part, text, isAboveZero));
}

function parseNumber(key: Key, part: string, text: string, isAboveZero: boolean): number {
  const value = NUMBER.test(part) ? Number(part) : Number.NaN;
  if (!Number.isFinite(value)) throw valueError(key, text);
  if (isAboveZero && value <= 0) {
    throw failure(t`The part ${key}= has the value "${clip(text)}": expected numbers above 0`);
  }
  // Minus zero has no text of its own.
  return value + 0;
}

function isList(numbers: readonly number[], value: number): boolean {
  return numbers.length === 1 && numbers[0] === value;
}

function sidesOf({ height, width }: PictureSize): string {
  return `${height}x${width}`;
}

function listText(numbers: readonly number[]): string {
  return numbers.map(numberText).join(':');
}

/** Returns the shortest text of a number, without a plus sign, which addresses escape. */
function numberText(value: number): string {
  return String(value).replace('+', '');
}

function valueError(key: Key, text: string): SpecError {
  return failure(
    t`The part ${key}= has the value "${clip(text)}": expected a value such as ${EXAMPLES[key]}`,
  );
}

function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function failure(message: string): SpecError {
  return new SpecError('preprocessing', message);
}
