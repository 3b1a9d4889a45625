import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssetError } from '../../../core/errors';
import { parseWav } from './wav';

interface WavParts {
  readonly code: number;
  readonly channels: number;
  readonly rate: number;
  readonly bits: number;
  readonly body: readonly number[];
  /** Size of the data in its header, if it differs from the body's. */
  readonly announced: number;
  /** Size of the file in its header, if it is wrong. */
  readonly riffSize: number;
  readonly before: readonly number[];
}

const bytesOf = (...values: (string | number[])[]) =>
  values.flatMap((value) => (typeof value === 'string' ? [...value].map((c) => c.charCodeAt(0)) : value));
const u16 = (value: number) => [value & 0xff, (value >> 8) & 0xff];
const u32 = (value: number) => [...u16(value), ...u16(value >>> 16)];

function wav(parts: Partial<WavParts> = {}): Uint8Array {
  const { code = 1, channels = 1, rate = 8000, bits = 16, body = [0, 64, 0, 192], before = [] } = parts;
  const { announced = body.length } = parts;
  const block = (channels * bits) / 8;
  const tail = bytesOf(u16(0), [], u16(22), u16(bits), u32(0), u16(1), [...GUID_TAIL]).slice(2);
  const format = bytesOf(
    u16(code),
    u16(channels),
    u32(rate),
    u32(rate * block),
    u16(block),
    u16(bits),
    code === 0xfffe ? tail : [],
  );
  const chunks = bytesOf('fmt ', u32(format.length), format, [...before], 'data', u32(announced), [...body]);
  const { riffSize = 4 + chunks.length } = parts;
  return Uint8Array.from(bytesOf('RIFF', u32(riffSize), 'WAVE', chunks));
}

const GUID_TAIL = [0, 0, 0, 0, 16, 0, 128, 0, 0, 170, 0, 56, 155, 113];
const float = (value: number) => [...new Uint8Array(Float32Array.of(value).buffer)];

describe('parseWav', () => {
  test.each<[string, Partial<WavParts>, number[]]>([
    ['8 bits, unsigned', { bits: 8, body: [0, 128, 192] }, [-1, 0, 0.5]],
    ['16 bits', {}, [0.5, -0.5]],
    ['24 bits', { bits: 24, body: [0, 0, 64, 0, 0, 192, 1, 0, 0] }, [0.5, -0.5, 2 ** -23]],
    ['32 bits', { bits: 32, body: [0, 0, 0, 64, 0, 0, 0, 128] }, [0.5, -1]],
    ['floats, limited', { code: 3, bits: 32, body: [...float(0.25), ...float(1.5)] }, [0.25, 1]],
    ['two channels, averaged', { channels: 2, body: [0, 64, 0, 0, 0, 192, 0, 64] }, [0.25, 0]],
    ['the extensible format', { code: 0xfffe }, [0.5, -0.5]],
    ['an unknown chunk of odd length', { before: bytesOf('LIST', u32(3), [1, 2, 3, 0]) }, [0.5, -0.5]],
    ['a pipe of ffmpeg', { announced: 0xffffffff, riffSize: 0xffffffff }, [0.5, -0.5]],
    ['a pipe of sox', { announced: 0x7ffff000, riffSize: 0x7ffff024 }, [0.5, -0.5]],
    [
      'a pipe of sox with blocks of 3 bytes',
      { bits: 24, announced: 0x7fffefff, riffSize: 0x7ffff024, body: [0, 0, 64, 0, 0, 192] },
      [0.5, -0.5],
    ],
    ['a pipe of arecord', { announced: 0x80000000, riffSize: 0x80000024 }, [0.5, -0.5]],
    ['an older pipe of arecord', { announced: 0x7fffff00, riffSize: 0x7fffff24 }, [0.5, -0.5]],
    ['a header written before its sound', { announced: 0, riffSize: 36 }, [0.5, -0.5]],
    ['a header of zeros', { announced: 0, riffSize: 0 }, [0.5, -0.5]],
    ['half a sample at the end', { body: [0, 64, 0, 192, 1] }, [0.5, -0.5]],
  ])('reads %s', (_, parts, samples) => {
    const audio = parseWav(wav(parts), 'a.wav');
    expect([...audio.samples]).toEqual(samples);
    expect(audio.sampleRate).toBe(8000);
  });

  test('reads what lies within a larger buffer, and nothing after the data', () => {
    const file = wav();
    const padded = Uint8Array.of(9, 9, 9, ...file, ...bytesOf('LIST', u32(2), [1, 2]));
    expect([...parseWav(padded.subarray(3), 'a.wav').samples]).toEqual([0.5, -0.5]);
  });

  test.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(0), /^a.wav: The file has 0 bytes: expected a wav file of at least 44/],
    [
      'an mp3',
      Uint8Array.from(bytesOf('ID3', new Array(30).fill(0))),
      /starts with 49 44 33 00 .*: expected RIFF/,
    ],
    [
      'another RIFF',
      Uint8Array.from(bytesOf('RIFF', u32(4), 'AVI ')),
      /starts with 52 49 46 46 .* 41 56 49 20: expected/,
    ],
    ['µ-law', wav({ code: 7, bits: 8 }), /has format 7, µ-law: expected 1, PCM, or 3, float/],
    ['an unknown format', wav({ code: 999 }), /has format 999: expected/],
    ['a rate of 0', wav({ rate: 0 }), /has 0 samples a second: expected 1000 to 192000/],
    ['no channel', wav({ channels: 0 }), /has 0 channels: expected 1 to 32/],
    ['12 bits', wav({ bits: 12 }), /integers of 12 bits: expected 8, 16, 24, 32/],
    ['floats of 64 bits', wav({ code: 3, bits: 64 }), /floats of 64 bits: expected 32/],
    [
      'blocks of another size',
      wav().with(32, 6),
      /Blocks have 6 bytes: expected 2 for 1 channels of 16 bits/,
    ],
    [
      'a file cut within its sound',
      wav().slice(0, -1),
      /cut short with 3 bytes of sound: expected the 4 announced/,
    ],
    [
      'a file cut within its format',
      wav().slice(0, 30),
      /fmt chunk has 10 bytes: expected at least 16 and the 16 announced/,
    ],
    ['a short format', wav().with(16, 8), /fmt chunk has 8 bytes: expected at least 16$/],
    ['no data', wav().slice(0, 36), /has no data chunk: expected one/],
    ['no format', Uint8Array.from(bytesOf('RIFF', u32(4), 'WAVE')), /has no fmt chunk/],
    [
      'data before the format',
      Uint8Array.from(bytesOf('RIFF', u32(4), 'WAVE', 'data', u32(0))),
      /expected the format first/,
    ],
    [
      'more than a minute',
      // 1,000 samples a second, the lowest rate allowed.
      wav({ body: Array<number>(120_002).fill(0) })
        .with(24, 0xe8)
        .with(25, 3),
      /The recording lasts 61 s: expected at most 60 s/,
    ],
    ['no sample', wav({ body: [], announced: 0 }), /data chunk has 0 bytes: expected at least 2, one sample/],
    [
      'an empty recording with a remark behind it',
      wav({ body: bytesOf('LIST', u32(4), 'INFO'), announced: 0 }),
      /data chunk has 0 bytes: expected at least 2, one sample/,
    ],
    [
      'a long file cut short',
      wav({ announced: 0x7ffe_0000, riffSize: 0x7ffe_0024 }),
      /cut short with 4 bytes of sound: expected the 2147352576 announced/,
    ],
    ['not a number', wav({ code: 3, bits: 32, body: float(NaN) }), /Sample 0 is NaN: expected -1 to 1/],
    [
      'an extensible format of another kind',
      wav({ code: 0xfffe }).with(50, 3),
      /extensible format ends in 0000000003.*: expected/,
    ],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => parseWav(bytes, 'a.wav')).toThrow(message);
    expect(() => parseWav(bytes, 'a.wav')).toThrow(AssetError);
  });

  test('throws nothing but AssetError, whatever the bytes', () => {
    const damaged = fc
      .record({
        file: fc.constantFrom(
          wav(),
          wav({ code: 0xfffe }),
          wav({ code: 3, bits: 32, body: float(1) }),
          wav({ channels: 2 }),
        ),
        changes: fc.array(fc.tuple(fc.nat(70), fc.nat(255)), { maxLength: 4 }),
        cut: fc.nat(30),
      })
      .map(({ file, changes, cut }) => {
        const bytes = file.slice(0, file.length - cut);
        for (const [offset, value] of changes) if (offset < bytes.length) bytes[offset] = value;
        return bytes;
      });
    const property = fc.property(fc.oneof(fc.uint8Array({ maxLength: 64 }), damaged), (bytes) => {
      try {
        const { samples } = parseWav(bytes, 'f');
        expect(samples.every((sample) => Math.abs(sample) <= 1)).toBe(true);
      } catch (error) {
        if (!(error instanceof AssetError)) throw error;
      }
    });
    fc.assert(property, { numRuns: 2000 });
  });
});
