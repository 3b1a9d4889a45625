import { AssetError } from '../../../core/errors';
import { t } from '../../../core/language/t';

/** A mono recording: samples [n] in -1 to 1. */
export interface WavAudio {
  readonly sampleRate: number;
  readonly samples: Float32Array;
}

/** Content of a `fmt ` chunk, checked. */
interface WavFormat {
  readonly isFloat: boolean;
  readonly numChannels: number;
  readonly sampleRate: number;
  readonly bytesPerSample: number;
}

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;
/**
 * Rest of the GUID KSDATAFORMAT_SUBTYPE_* in an extensible file. Its first two bytes are the
 * format.
 */
const SUBTYPE_TAIL = '000000001000800000aa00389b71';

const FORMAT_NAMES: Readonly<Record<number, string>> = {
  2: 'Microsoft ADPCM',
  6: 'A-law',
  7: 'µ-law',
  17: 'IMA ADPCM',
  49: 'GSM 6.10',
  80: 'MPEG',
  85: 'MP3',
};

const RIFF_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
const LOWEST_RATE = 1000;
const HIGHEST_RATE = 192_000;
const MOST_CHANNELS = 32;
/**
 * Smallest size that means "unknown". Programs that write to a pipe cannot fill in the size
 * afterwards: sox and espeak write 0x7ffff000 or slightly less, a whole number of blocks; arecord
 * 0x7fffff00 or 0x80000000, ffmpeg 0xffffffff.
 */
const FIRST_OPEN_SIZE = 0x7fff_0000;
/** Maximum duration. A spoken digit takes a second; an hour of silence would fill the memory. */
const MOST_SECONDS = 60;

/**
 * Parses a RIFF/WAVE file of 8, 16, 24 or 32-bit integers or 32-bit floats. Channels are averaged.
 * A data chunk of unknown size (`isOpenSize`) extends to the end of the file. `name` is the file
 * name in errors. Throws only AssetError, whatever the bytes are.
 */
export function parseWav(bytes: Uint8Array, name: string): WavAudio {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  checkRiff(view, name);
  let format: WavFormat | undefined;
  for (let offset = RIFF_HEADER_BYTES; offset + CHUNK_HEADER_BYTES <= view.byteLength; ) {
    const id = readText(view, offset, 4);
    const size = view.getUint32(offset + 4, true);
    const start = offset + CHUNK_HEADER_BYTES;
    if (id === 'fmt ') format = readFormat(view, start, size, name);
    if (id === 'data') {
      if (format === undefined) {
        throw new AssetError(name, t`The data chunk comes before a fmt chunk: expected the format first`);
      }
      const available = view.byteLength - start;
      const announced = isOpenSize(size, view) ? available : size;
      return { sampleRate: format.sampleRate, samples: readSamples(view, start, announced, format, name) };
    }
    // Chunks start at even offsets.
    offset = start + size + (size % 2);
  }
  throw new AssetError(
    name,
    t`The file has no ${format === undefined ? 'fmt' : 'data'} chunk: expected one in a wav file`,
  );
}

/**
 * Returns true if the size of a data chunk was never filled in: 0 in a file without a size of its
 * own, or larger than `MOST_SECONDS` in any format.
 */
function isOpenSize(size: number, view: DataView): boolean {
  const isFileSizeRight = view.getUint32(4, true) === view.byteLength - CHUNK_HEADER_BYTES;
  return size >= FIRST_OPEN_SIZE || (size === 0 && !isFileSizeRight);
}

function checkRiff(view: DataView, name: string): void {
  const isWav =
    view.byteLength >= RIFF_HEADER_BYTES &&
    readText(view, 0, 4) === 'RIFF' &&
    readText(view, 8, 4) === 'WAVE';
  if (isWav) return;
  if (view.byteLength < RIFF_HEADER_BYTES) {
    throw new AssetError(name, t`The file has ${view.byteLength} bytes: expected a wav file of at least 44`);
  }
  const first = Array.from({ length: RIFF_HEADER_BYTES }, (_, index) =>
    view.getUint8(index).toString(16).padStart(2, '0'),
  );
  throw new AssetError(
    name,
    t`The file starts with ${first.join(' ')}: expected RIFF, four bytes of size and WAVE`,
  );
}

function readFormat(view: DataView, start: number, size: number, name: string): WavFormat {
  if (size < 16 || start + size > view.byteLength) {
    const found = Math.min(size, view.byteLength - start);
    throw new AssetError(
      name,
      size < 16
        ? t`The fmt chunk has ${found} bytes: expected at least 16`
        : t`The fmt chunk has ${found} bytes: expected at least 16 and the ${size} announced`,
    );
  }
  const code = readFormatCode(view, start, size, name);
  const numChannels = view.getUint16(start + 2, true);
  const sampleRate = view.getUint32(start + 4, true);
  const blockBytes = view.getUint16(start + 12, true);
  const bits = view.getUint16(start + 14, true);
  if (numChannels < 1 || numChannels > MOST_CHANNELS) {
    throw new AssetError(name, t`The file has ${numChannels} channels: expected 1 to ${MOST_CHANNELS}`);
  }
  if (sampleRate < LOWEST_RATE || sampleRate > HIGHEST_RATE) {
    throw new AssetError(
      name,
      t`The file has ${sampleRate} samples a second: expected ${LOWEST_RATE} to ${HIGHEST_RATE}`,
    );
  }
  const allowed = code === FLOAT ? [32] : [8, 16, 24, 32];
  if (!allowed.includes(bits)) {
    throw new AssetError(
      name,
      code === FLOAT
        ? t`Samples are floats of ${bits} bits: expected ${allowed.join(', ')}`
        : t`Samples are integers of ${bits} bits: expected ${allowed.join(', ')}`,
    );
  }
  const bytesPerSample = bits / 8;
  if (blockBytes !== numChannels * bytesPerSample) {
    throw new AssetError(
      name,
      t`Blocks have ${blockBytes} bytes: expected ${numChannels * bytesPerSample} for ${numChannels} channels of ${bits} bits`,
    );
  }
  return { isFloat: code === FLOAT, numChannels, sampleRate, bytesPerSample };
}

function readFormatCode(view: DataView, start: number, size: number, name: string): number {
  let code = view.getUint16(start, true);
  if (code === EXTENSIBLE) {
    if (size < 40) {
      throw new AssetError(name, t`The extensible fmt chunk has ${size} bytes: expected at least 40`);
    }
    code = view.getUint16(start + 24, true);
    const tail = Array.from({ length: 14 }, (_, index) => view.getUint8(start + 26 + index));
    const text = tail.map((byte) => byte.toString(16).padStart(2, '0')).join('');
    if (text !== SUBTYPE_TAIL) {
      throw new AssetError(
        name,
        t`The extensible format ends in ${text}: expected ${SUBTYPE_TAIL}, PCM or float`,
      );
    }
  }
  if (code !== PCM && code !== FLOAT) {
    const known = FORMAT_NAMES[code];
    throw new AssetError(
      name,
      t`The sound has format ${code}${known === undefined ? '' : `, ${known}`}: expected 1, PCM, or 3, float`,
    );
  }
  return code;
}

function readSamples(
  view: DataView,
  start: number,
  announced: number,
  { isFloat, numChannels, sampleRate, bytesPerSample }: WavFormat,
  name: string,
): Float32Array {
  const available = view.byteLength - start;
  if (announced > available) {
    throw new AssetError(
      name,
      t`The file is cut short with ${available} bytes of sound: expected the ${announced} announced`,
    );
  }
  const blockBytes = numChannels * bytesPerSample;
  const numSamples = Math.floor(announced / blockBytes);
  if (numSamples === 0) {
    throw new AssetError(
      name,
      t`The data chunk has ${announced} bytes: expected at least ${blockBytes}, one sample`,
    );
  }
  if (numSamples > MOST_SECONDS * sampleRate) {
    const seconds = Math.ceil(numSamples / sampleRate);
    throw new AssetError(name, t`The recording lasts ${seconds} s: expected at most ${MOST_SECONDS} s`);
  }
  const samples = new Float32Array(numSamples);
  for (let index = 0; index < numSamples; index++) {
    let sum = 0;
    for (let channel = 0; channel < numChannels; channel++) {
      const offset = start + index * blockBytes + channel * bytesPerSample;
      sum += isFloat ? readFloat(view, offset, index, name) : readInteger(view, offset, bytesPerSample);
    }
    samples[index] = sum / numChannels;
  }
  return samples;
}

/** Loud float recordings exceed 1. Values far beyond it are not sound. */
function readFloat(view: DataView, offset: number, index: number, name: string): number {
  const sample = view.getFloat32(offset, true);
  if (!(Math.abs(sample) <= 64)) {
    throw new AssetError(name, t`Sample ${index} is ${sample}: expected -1 to 1`);
  }
  return Math.max(-1, Math.min(1, sample));
}

/** Reads an integer sample as -1 to 1. 8-bit samples are unsigned around 128, others signed. */
function readInteger(view: DataView, offset: number, bytesPerSample: number): number {
  switch (bytesPerSample) {
    case 1:
      return (view.getUint8(offset) - 128) / 2 ** 7;
    case 2:
      return view.getInt16(offset, true) / 2 ** 15;
    case 3:
      return (view.getUint16(offset, true) + view.getInt8(offset + 2) * 2 ** 16) / 2 ** 23;
    default:
      return view.getInt32(offset, true) / 2 ** 31;
  }
}

function readText(view: DataView, offset: number, length: number): string {
  return String.fromCharCode(...Array.from({ length }, (_, index) => view.getUint8(offset + index)));
}
