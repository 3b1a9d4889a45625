import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SpecError } from '../errors';
import { CHANNEL_ORDERS, CLASS_ORDERS, NO_PREPROCESSING, type Preprocessing } from './preprocessing';
import { formatPreprocessing, parsePreprocessing } from './preprocessingText';

const side = fc.integer({ min: 1, max: 4096 });
const size = fc.record({ height: side, width: side });
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const aboveZero = fc.double({ min: Number.MIN_VALUE, noNaN: true, noDefaultInfinity: true });
const numbers = fc.integer({ min: 1, max: 4 }).chain((length) =>
  fc.record({
    mean: fc.oneof(fc.array(number, { minLength: length, maxLength: length }), fc.tuple(number)),
    deviation: fc.oneof(fc.array(aboveZero, { minLength: length, maxLength: length }), fc.tuple(aboveZero)),
  }),
);

const anyPreprocessing: fc.Arbitrary<Preprocessing> = fc.record({
  audio: fc.constantFrom('none', 'mfcc'),
  layout: fc.constantFrom('channelsLast', 'channelsFirst'),
  channels: fc.constantFrom(...CHANNEL_ORDERS),
  resize: fc.oneof(
    fc.constant(null),
    size.map((each) => ({ kind: 'exact' as const, ...each })),
    side.map((each) => ({ kind: 'shorter' as const, side: each })),
  ),
  crop: fc.oneof(
    fc.constant(null),
    size,
    side.map((each) => ({ height: each, width: each })),
  ),
  scale: fc.oneof(
    fc.record({ kind: fc.constant('sample' as const), divisor: aboveZero }),
    fc
      .tuple(aboveZero, numbers)
      .map(([divisor, { mean, deviation }]) => ({ kind: 'fixed' as const, divisor, mean, deviation })),
  ),
  classes: fc.constantFrom(...CLASS_ORDERS),
});

describe('formatPreprocessing and parsePreprocessing', () => {
  test('return the same record, whatever it holds', () => {
    fc.assert(
      fc.property(anyPreprocessing, (preprocessing) => {
        const text = formatPreprocessing(preprocessing);
        expect(parsePreprocessing(text)).toEqual(preprocessing);
        expect(formatPreprocessing(parsePreprocessing(text))).toBe(text);
        // No character that an address escapes.
        expect(text).toMatch(/^[a-z0-9=,:.-]+$/);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    'none',
    'divide=255',
    'divide=127.5,mean=1,std=1',
    'resize=256,crop=224,order=bgr,mean=103.939:116.779:123.68,std=1',
    'layout=chw,resize=224x200,crop=224x200,divide=255,mean=0.485:0.456:0.406,std=0.229:0.224:0.225',
    'audio=mfcc,classes=ranks',
    'order=grey,each=sample',
  ])('keep the text %s', (text) => {
    expect(formatPreprocessing(parsePreprocessing(text))).toBe(text);
  });

  test('read the parts in any order', () => {
    expect(parsePreprocessing('crop=224,order=bgr,resize=256,divide=2.55e2')).toEqual({
      ...NO_PREPROCESSING,
      channels: 'bgr',
      resize: { kind: 'shorter', side: 256 },
      crop: { height: 224, width: 224 },
      scale: { kind: 'fixed', divisor: 255, mean: [0], deviation: [1] },
    });
    expect(parsePreprocessing('none')).toEqual(NO_PREPROCESSING);
  });

  test.each([
    ['', 'The part "" has no known name: expected none, or parts that start with audio=, layout=, resize='],
    ['resise=256', 'The part "resise=256" has no known name'],
    ['divide=255,', 'The part "" has no known name'],
    ['none,crop=2', 'The part "none" has no known name'],
    ['crop=224,crop=224', 'The part crop= comes twice: expected it once'],
    ['resize=0', 'The part resize= has the value "0": expected sizes of 1 to 4096 pixels'],
    ['resize=224x', 'The part resize= has the value "224x": expected sizes'],
    ['crop=5000', 'The part crop= has the value "5000": expected sizes of 1 to 4096 pixels'],
    ['crop=1x2x3', 'The part crop= has the value "1x2x3": expected a value such as 224, 224x200'],
    ['order=brg', 'The part order= has the value "brg": expected a value such as rgb, bgr, grey'],
    ['layout=hwc', 'The part layout= has the value "hwc": expected a value such as chw'],
    ['divide=0', 'The part divide= has the value "0": expected numbers above 0'],
    ['std=1:-1', 'The part std= has the value "1:-1": expected numbers above 0'],
    ['mean=0,5', 'The part "5" has no known name'],
    ['mean=1::2', 'The part mean= has the value "1::2": expected a value such as 0.5, 103.939'],
    ['mean=1e999', 'The part mean= has the value "1e999"'],
    ['mean=0x10', 'The part mean= has the value "0x10"'],
    ['mean=1:2,std=1:2:3', 'The part mean= has 2 numbers and std= has 3: expected as many, or one'],
    ['each=sample,std=2', 'The part std= comes with each=sample: expected only one of them'],
    ['each=pixel', 'The part each= has the value "pixel": expected a value such as sample'],
    ['classes=sorted', 'The part classes= has the value "sorted": expected a value such as numbers, ranks'],
  ])('refuse %j', (text, message) => {
    expect(() => parsePreprocessing(text)).toThrow(SpecError);
    expect(() => parsePreprocessing(text)).toThrow(message);
  });
});
