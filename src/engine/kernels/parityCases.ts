import * as tf from '@tensorflow/tfjs-core';
import {
  drawFaultMask,
  drawFaultPattern,
  type FaultDraw,
  type WordSpace,
} from '../../core/pattern/faultPattern';
import goldenPatterns from '../../core/pattern/goldenPatterns.json';
import { philox4x32 } from '../../core/pattern/philox';
import { deriveTrialKey } from '../../core/pattern/trialKey';
import { isAmongTop } from '../../core/samples/measures';
import type { RateCoupling, Sampling } from '../../core/site/injection';
import { predictedClass } from '../../core/site/predictedClass';
import { type CodedFormat, formatText, parseNumberFormat, wordBits } from '../../core/words/numberFormat';
import { numLanes, packWord, unpackWord, wordPlace } from '../../core/words/packing';
import {
  dequantizeWord,
  formatQFormat,
  parseQFormat,
  quantizeWord,
  type WordEncoding,
  type WordLayout,
  wordLayout,
} from '../../core/words/qformat';
import { scaleGroups, scaleIndex, scaleSpan } from '../../core/words/scales';
import { storeWords, wordValue } from '../../core/words/storedWords';
import { wordCodec, wordTable } from '../../core/words/wordValues';
import { dropTiny } from '../gru/dropTiny';
import { takeRows } from '../gru/takeRows';
import { countBeyond, countWrong } from './classifyKernel';
import { countNonFinite, injectCoded } from './codedKernels';
import { countFlips, drawMask, hitCountLimits } from './faultKernels';
import { addAll, joinAll } from './integerKernels';
import { laneChecksum, maskChecksum } from './maskChecksum';
import { columnMagnitudes, finiteValues, hasOverflowed, markDue } from './overflowKernels';
import { dequantizeLanes, injectFaults, injectValues, quantizeLanes, quantizeValues } from './wordKernels';

/**
 * One kernel call on the current backend and its expected result from the TypeScript counterparts.
 * Results are compared as 32-bit patterns.
 */
interface ParityCase {
  readonly name: string;
  /** Runs the kernel. The check disposes its output. */
  run(): tf.Tensor;
  expected(): Int32Array | Float32Array;
}

/** A case with a different result, and the first place of difference. */
interface ParityFailure {
  readonly name: string;
  readonly index: number;
  readonly found: number;
  readonly wanted: number;
}

const FORMATS = ['Q1.1', 'Q2.0', 'Q2.6', 'Q3.13', 'Q5.3', 'Q2.10', 'Q1.15', 'Q1.23', 'Q24.0', 'Q12.12'].map(
  parseQFormat,
);
const ENCODINGS: readonly WordEncoding[] = ['twosComplement', 'signMagnitude', 'unsigned'];
const EXHAUSTIVE_BITS = 8;
const SAMPLE_WORDS = 1000;
/** More lanes than fit into the 65,535 workgroups of 64 that a device allows in one dimension. */
const MANY_LANES = 65_536 * 64 + 1;

/** Seeded u32 numbers [count]. Each stream gives a different set. */
function seededWords(count: number, stream: number): Uint32Array {
  const words = new Uint32Array(count);
  const out = new Uint32Array(4);
  for (let index = 0; index < count; index++) {
    philox4x32(index, stream, 0, 0, 2018, 0, out);
    words[index] = out[0]!;
  }
  return words;
}

/** Returns every word of a narrow format, or a seeded sample of a wide one with both ends. */
function sampleWords({ width }: WordLayout): Uint32Array {
  if (width <= EXHAUSTIVE_BITS) return Uint32Array.from({ length: 2 ** width }, (_, word) => word);
  const largest = 2 ** width - 1;
  const sign = 2 ** (width - 1);
  const sample = seededWords(SAMPLE_WORDS, width).map((word) => word & largest);
  sample.set([0, 1, sign - 1, sign, sign + 1, largest]);
  return sample;
}

/**
 * Returns values at, between (ties) and beyond the words, signed zeros, infinities, NaN, and
 * numbers that are too small or too large.
 */
function sampleValues(layout: WordLayout): Float32Array {
  const bound = (layout.most + 1) * layout.step;
  const exact = Array.from(sampleWords(layout), (word) => dequantizeWord(word, layout));
  const halves = exact.map((value) => value + layout.step / 2);
  const odd = [0, -0, Infinity, -Infinity, NaN, 1e-45, -1e-45, 1e-30, 3.4e38, -3.4e38, bound, -bound];
  const near = Array.from(seededWords(200, 99), (word) => (word / 2 ** 31 - 1) * 2 * bound);
  return Float32Array.from([...exact, ...halves, ...odd, ...near]);
}

function pack(words: Uint32Array, width: number): Int32Array {
  const lanes = new Int32Array(numLanes(words.length, width));
  for (const [index, word] of words.entries()) {
    const { laneIndex, slot } = wordPlace(index, width);
    lanes[laneIndex] = packWord(lanes[laneIndex]!, word, slot, width);
  }
  return lanes;
}

function* wordCases(): Generator<ParityCase> {
  for (const format of FORMATS) {
    for (const encoding of ENCODINGS) {
      const layout = wordLayout(format, encoding);
      const name = `${formatQFormat(format)} ${encoding}`;
      const values = sampleValues(layout);
      const words = sampleWords(layout);
      const lanes = pack(words, layout.width);
      yield {
        name: `quantizeLanes ${name}`,
        run: () => quantizeLanes(tf.tensor1d(values), layout),
        expected: () =>
          pack(
            Uint32Array.from(values, (value) => quantizeWord(value, layout)),
            layout.width,
          ),
      };
      yield {
        name: `dequantizeLanes ${name}`,
        run: () => dequantizeLanes(tf.tensor1d(lanes, 'int32'), [words.length], layout),
        expected: () => Float32Array.from(words, (word) => dequantizeWord(word, layout)),
      };
      yield {
        name: `quantizeValues ${name}`,
        run: () => quantizeValues(tf.tensor1d(values), layout),
        expected: () => values.map((value) => dequantizeWord(quantizeWord(value, layout), layout)),
      };
      yield* injectedCases(name, values, layout);
      for (let bit = 0; bit < layout.width; bit++) {
        const mask = pack(
          words.map((_, index) => (index % 3 === 0 ? 1 << bit : 0)),
          layout.width,
        );
        yield {
          name: `injectFaults ${name} bit ${bit}`,
          run: () => {
            const laneTensor = tf.tensor1d(lanes, 'int32');
            const faultFree = dequantizeLanes(laneTensor, [words.length], layout);
            return injectFaults(laneTensor, tf.tensor1d(mask, 'int32'), faultFree, layout);
          },
          expected: () =>
            Float32Array.from(words, (_, index) => {
              const { laneIndex, slot } = wordPlace(index, layout.width);
              return dequantizeWord(
                unpackWord(lanes[laneIndex]! ^ mask[laneIndex]!, slot, layout.width),
                layout,
              );
            }),
        };
      }
    }
  }
}

const CODED_FORMATS = [
  ...['int8', 'int4', 'int11/c', 'int16', 'int4/g32', 'fp32', 'fp16', 'bf16', 'fp8e4m3', 'fp8e5m2/c'],
  ...['mxfp8e4m3', 'mxfp8e5m2', 'mxfp6e3m2', 'mxfp6e2m3', 'mxfp4', 'mxint8'],
].map((name) => parseNumberFormat(name) as CodedFormat);
/** Stored shapes and the axis of their outputs, with groups that end within a block. */
const CODED_SHAPES: readonly (readonly [shape: readonly number[], outputAxis: number])[] = [
  [[70, 5], 1],
  [[5, 3, 3, 9], 0],
  [[77], 0],
];

/** Words with scales under masks that strike signs, exponents, and every bit of a lane. */
function* codedCases(): Generator<ParityCase> {
  for (const format of CODED_FORMATS) {
    const table = wordTable(format);
    const { decode } = wordCodec(format);
    const width = wordBits(format);
    for (const [shape, outputAxis] of CODED_SHAPES) {
      const groups = scaleGroups(scaleSpan(format), shape, { first: outputAxis, end: outputAxis + 1 });
      const numWords = shape.reduce((size, length) => size * length, 1);
      const values = Float32Array.from(seededWords(numWords, 5), (word) => (word / 2 ** 31 - 1) * 1.5);
      const stored = storeWords(values, format, groups);
      const flipped = seededWords(numWords, 23).map((word) => (word % 3 === 0 ? word & (2 ** width - 1) : 0));
      const mask = pack(flipped, width);
      const tensors = () => ({
        lanes: tf.tensor1d(stored.lanes, 'int32'),
        scales: tf.tensor1d(stored.scales),
        faultFree: tf.tensor(stored.values, [...shape]),
        table: table === null ? null : tf.tensor1d(new Int32Array(table.buffer), 'int32'),
        layout: { ...groups, width },
      });
      const struck = Array.from({ length: numWords }, (_, index) => {
        const { laneIndex, slot } = wordPlace(index, width);
        const word = unpackWord(stored.lanes[laneIndex]! ^ mask[laneIndex]!, slot, width);
        return wordValue(decode(word), stored.scales[scaleIndex(index, groups)]!);
      });
      const name = `${formatText(format)} [${shape}]`;
      yield {
        name: `injectCoded ${name}`,
        run: () => injectCoded(tensors(), tf.tensor1d(mask, 'int32')),
        expected: () => Float32Array.from(struck, (value) => value ?? 0),
      };
      yield {
        name: `countNonFinite ${name}`,
        run: () => countNonFinite(tensors(), tf.tensor1d(mask, 'int32')),
        expected: () => Int32Array.of(struck.filter((value) => value === null).length),
      };
    }
  }
}

/**
 * Values as rows with a common mask, as rows with their own masks, and as a middle step of both.
 */
function* injectedCases(name: string, all: Float32Array, layout: WordLayout): Generator<ParityCase> {
  const rowWords = Math.floor(all.length / 3);
  const values = all.slice(0, 3 * rowWords);
  for (const [firstWord, rowStride] of [
    [0, 0],
    [5, 0],
    [0, rowWords],
    [7, rowWords + 11],
  ] as const) {
    const flipped = seededWords(firstWord + 2 * rowStride + rowWords, 11).map((word) =>
      word % 5 === 0 ? (word >>> 3) & (2 ** layout.width - 1) : 0,
    );
    yield {
      name: `injectValues ${name} from word ${firstWord}, rows ${rowStride} apart`,
      run: () =>
        injectValues(
          tf.tensor2d(values, [3, rowWords]),
          tf.tensor1d(pack(flipped, layout.width), 'int32'),
          layout,
          {
            rowWords,
            firstWord,
            rowStride,
          },
        ),
      expected: () =>
        values.map((value, index) => {
          const row = Math.floor(index / rowWords);
          const bits = flipped[firstWord + row * rowStride + (index % rowWords)]!;
          return dequantizeWord(quantizeWord(value, layout) ^ bits, layout);
        }),
    };
  }
}

/** Bit error rates at level borders (2^-10, 2^-20), in the tail, and up to the maximum. */
const RATES = [1e-7, 2 ** -20, 4e-5, 2 ** -10, 1e-3, 0.0237, 0.1, 0.25, 0.5];
const SPACES: readonly WordSpace[] = [
  { tensor: 0, numWords: 77, width: 8 },
  { tensor: 4, numWords: 1000, width: 16 },
  { tensor: 2, numWords: 30_000, width: 12 },
  { tensor: 1, numWords: 3, width: 24 },
  { tensor: 4, numWords: 1000, width: 16, planes: 0b1000_0000_0000_0101 },
  // Transient faults: a window that starts inside a block, and one that ends at the end of a
  // segment.
  { tensor: 65_536, numWords: 5000, width: 8, streamWindow: { firstWord: 123_457, segment: 1 } },
  {
    tensor: 65_537,
    numWords: 900,
    width: 9,
    planes: 1,
    streamWindow: { firstWord: 2 ** 32 - 901, segment: 2 },
  },
];
const DRAWS: readonly [RateCoupling, Sampling][] = [
  ['nested', 'bernoulli'],
  ['independent', 'bernoulli'],
  ['nested', 'count'],
];

interface NamedDraw {
  readonly name: string;
  readonly space: WordSpace;
  readonly draw: FaultDraw;
}

/**
 * A grid of shapes, rates and rules. Then the golden patterns, some of which lie exactly at a
 * threshold or a cut.
 */
function* draws(): Generator<NamedDraw> {
  for (const space of SPACES) {
    for (const ber of RATES) {
      for (const [rateCoupling, sampling] of DRAWS) {
        if (sampling === 'count' && space.streamWindow !== undefined) continue;
        const draw = { key: deriveTrialKey(7, 3, ber, rateCoupling, sampling), sampling, ber };
        yield {
          name: `${sampling} ${rateCoupling} ${JSON.stringify(space)} at ${ber}`,
          space,
          draw,
        };
      }
    }
  }
  for (const [index, golden] of goldenPatterns.entries()) {
    const { seed, trial, ber, tensor, numWords, width } = golden;
    const sampling = golden.sampling as Sampling;
    const key = deriveTrialKey(seed, trial, ber, golden.protocol as RateCoupling, sampling);
    yield {
      name: `golden pattern ${index}`,
      space: { tensor, numWords, width },
      draw: { key, sampling, ber },
    };
  }
}

function* drawCases(limits: tf.Tensor): Generator<ParityCase> {
  for (const { name, space, draw } of draws()) {
    yield {
      name: `drawMask ${name}`,
      run: () => drawMask(limits, space, draw),
      expected: () => {
        const mask = new Uint32Array(numLanes(space.numWords, space.width));
        drawFaultMask(space, draw, mask);
        return new Int32Array(mask.buffer);
      },
    };
    yield {
      name: `countFlips ${name}`,
      run: () => countFlips(drawMask(limits, space, draw)),
      expected: () => Int32Array.of(drawFaultPattern(space, draw).length),
    };
  }
  yield {
    name: `countFlips of ${MANY_LANES} lanes`,
    run: () => {
      const mask = new Int32Array(MANY_LANES);
      mask.set([7], 0);
      mask.set([-1, 1], MANY_LANES - 2);
      return countFlips(tf.tensor1d(mask, 'int32'));
    },
    expected: () => Int32Array.of(3 + 32 + 1),
  };
  for (const count of [1, SAMPLE_WORDS, MANY_LANES]) {
    const lanes = new Uint32Array(count);
    lanes.set(seededWords(Math.min(count, SAMPLE_WORDS), 7));
    lanes[count - 1] = 2 ** 31;
    yield {
      name: `maskChecksum of ${count} lanes`,
      run: () => maskChecksum(tf.tensor1d(new Int32Array(lanes.buffer), 'int32')),
      expected: () =>
        Int32Array.of(lanes.reduce((sum, bits, lane) => (sum + laneChecksum(bits, lane)) | 0, 0)),
    };
  }
}

/**
 * Rows of four scores with their label: clear wins, ties in both directions, NaN and infinities.
 */
const SCORES: readonly [number, number, number, number][] = [
  [1, 2, 3, 0],
  [2, 2, 1, 0],
  [0, 2, 2, 2],
  [5, 5, 5, 5],
  [NaN, 1, 2, 0],
  [0, 1, 2, NaN],
  [-Infinity, -Infinity, 0, -1],
  [Infinity, Infinity, 0, 0],
  [0, -0, -1, -2],
  [-1, -2, -3, -4],
];

function* scoreCases(): Generator<ParityCase> {
  const rows = SCORES.flatMap((scores) => [0, 1, 2, 3].map((label) => ({ scores, label })));
  yield {
    name: 'countWrong with images that are due',
    run: () =>
      countWrong(
        tf.tensor2d(rows.map(({ scores }) => scores)),
        tf.tensor1d(
          rows.map(({ label }) => label),
          'int32',
        ),
        tf.tensor1d(
          rows.map((_, row) => Number(row % 3 === 0)),
          'int32',
        ),
      ),
    expected: () => {
      const counts = new Int32Array(5);
      for (const [row, { scores, label }] of rows.entries()) {
        const isDue = row % 3 === 0;
        if (isDue) counts[4] = counts[4]! + 1;
        if (isDue || predictedClass(scores, 0, 4) !== label) counts[label] = counts[label]! + 1;
      }
      return counts;
    },
  };
  const isDue = rows.map((_, row) => Number(row % 5 === 0));
  for (const numTop of [1, 2, 3]) {
    // Every sixth image has no wanted class.
    const wanted = rows.map(({ label }, row) => (row % 6 === 0 ? -1 : (label + 1) % 4));
    yield {
      name: `countBeyond the first ${numTop}`,
      run: () => {
        const [labels, classes, due] = [rows.map(({ label }) => label), wanted, isDue].map((values) =>
          tf.tensor1d(values, 'int32'),
        );
        return countBeyond(tf.tensor2d(rows.map(({ scores }) => scores)), labels!, classes!, due!, numTop);
      },
      expected: () => {
        const counts = new Int32Array(5);
        for (const [row, { scores, label }] of rows.entries()) {
          counts[4] = counts[4]! + isDue[row]!;
          const isAmong = isAmongTop(scores, 0, 4, { label: wanted[row]!, numTop }, [isDue[row]!]);
          if (!isAmong) counts[label] = counts[label]! + 1;
        }
        return counts;
      },
    };
  }
  yield {
    name: 'countWrong ties, NaN and infinities',
    run: () =>
      countWrong(
        tf.tensor2d(rows.map(({ scores }) => scores)),
        tf.tensor1d(
          rows.map(({ label }) => label),
          'int32',
        ),
        null,
      ),
    expected: () => {
      const wrong = new Int32Array(5);
      for (const { scores, label } of rows)
        if (predictedClass(scores, 0, 4) !== label) wrong[label] = wrong[label]! + 1;
      return wrong;
    },
  };
}

/**
 * Overflows at every place of four SIMD lanes and in the remaining values, beside the largest
 * finite numbers.
 */
const OVERFLOWS = [Infinity, -Infinity, NaN];
const FINITE = [0, -0, 1, -1, 3.4028234663852886e38, -3.4028234663852886e38, 2 ** -126, -(2 ** 127)];

function* overflowCases(): Generator<ParityCase> {
  for (const perSample of [1, 3, 4, 7, 64]) {
    // For each overflow a row at each place, each followed by a finite row.
    const rows = OVERFLOWS.flatMap((overflow) =>
      Array.from({ length: perSample }, (_, place) =>
        [place, -1].map((at) =>
          Array.from({ length: perSample }, (_, index) =>
            index === at ? overflow : FINITE[(index + place) % 8]!,
          ),
        ),
      ).flat(),
    );
    const values = Float32Array.from(rows.flat());
    const before = Int32Array.from(rows, (_, row) => Number(row % 5 === 0));
    const shape: [number, number] = [rows.length, perSample];
    yield {
      name: `markDue of ${perSample} values a sample`,
      run: () => markDue(tf.tensor2d(values, shape), tf.tensor1d(before, 'int32')),
      expected: () => Int32Array.from(rows, (row, index) => before[index]! | Number(row.some(hasOverflowed))),
    };
    for (const relu of [false, true]) {
      yield {
        name: `finiteValues of ${values.length}${relu ? ' after a ReLU' : ''}`,
        run: () => finiteValues(tf.tensor2d(values, shape), relu),
        expected: () => values.map((value) => (hasOverflowed(value) || (relu && value < 0) ? 0 : value)),
      };
    }
  }
  const kernel = Float32Array.from(seededWords(3 * 11 * 6, 21), (word) => word / 2 ** 31 - 1);
  yield {
    name: 'columnMagnitudes',
    run: () => columnMagnitudes(tf.tensor3d(kernel, [3, 11, 6])),
    expected: () =>
      Float32Array.from({ length: 6 }, (_, column) => {
        let sum = 0;
        for (let place = column; place < kernel.length; place += 6)
          sum = Math.fround(sum + Math.abs(kernel[place]!));
        return sum;
      }),
  };
}

/** More tensors than a GPU binds to one program. */
function* sumCases(): Generator<ParityCase> {
  for (const count of [1, 2, 7, 8, 9, 55]) {
    const parts = Array.from({ length: count }, (_, part) => Int32Array.of(part, 2 ** 24 + part, -part));
    yield {
      name: `addAll of ${count}`,
      run: () => addAll(parts.map((part) => tf.tensor1d(part, 'int32'))).clone(),
      expected: () =>
        Int32Array.from({ length: 3 }, (_, at) => parts.reduce((sum, part) => sum + part[at]!, 0)),
    };
    // Lengths 1 to 3.
    const pieces = parts.map((part, index) => part.subarray(index % 3));
    yield {
      name: `joinAll of ${count}`,
      run: () => joinAll(pieces.map((piece) => tf.tensor1d(piece, 'int32'))).clone(),
      expected: () => Int32Array.from(pieces.flatMap((piece) => [...piece])),
    };
  }
}

function* rowCases(): Generator<ParityCase> {
  const values = Float32Array.from(seededWords(77 * 13, 5));
  for (const [start, numRows] of [
    [0, 77],
    [76, 1],
    [3, 20],
  ] as const) {
    yield {
      name: `takeRows ${numRows} from ${start}`,
      run: () => takeRows(tf.tensor2d(values, [77, 13]), start, numRows),
      expected: () => values.slice(start * 13, (start + numRows) * 13),
    };
  }
}

function* tinyCases(): Generator<ParityCase> {
  const values = Float32Array.of(
    0,
    1,
    -1,
    2 ** -100,
    -(2 ** -100),
    2 ** -101,
    -(2 ** -101),
    1e-40,
    NaN,
    -Infinity,
  );
  yield {
    name: 'dropTiny',
    run: () => dropTiny(tf.tensor1d(values)),
    expected: () => Float32Array.of(0, 1, -1, 2 ** -100, -(2 ** -100), 0, 0, 0, NaN, -Infinity),
  };
}

/**
 * Runs every case on the current backend. Returns the number of cases and those with different
 * bits.
 */
export async function checkParity(): Promise<{
  readonly ran: number;
  readonly failures: readonly ParityFailure[];
}> {
  const limits = hitCountLimits();
  const failures: ParityFailure[] = [];
  let ran = 0;
  for (const { name, run, expected } of [
    ...wordCases(),
    ...codedCases(),
    ...drawCases(limits),
    ...scoreCases(),
    ...overflowCases(),
    ...sumCases(),
    ...rowCases(),
    ...tinyCases(),
  ]) {
    const output = tf.tidy(run);
    const found = bitsOf((await output.data()) as Int32Array | Float32Array);
    const wanted = bitsOf(expected());
    output.dispose();
    ran++;
    const index =
      found.length === wanted.length ? found.findIndex((bits, place) => bits !== wanted[place]) : -2;
    if (index !== -1)
      failures.push({
        name,
        index,
        found: found[index] ?? found.length,
        wanted: wanted[index] ?? wanted.length,
      });
  }
  limits.dispose();
  return { ran, failures };
}

function bitsOf(values: Int32Array | Float32Array): Uint32Array {
  const copy = values.slice();
  return new Uint32Array(copy.buffer);
}
