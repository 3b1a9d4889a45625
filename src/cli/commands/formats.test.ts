import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { wordBits } from '../../core/words/numberFormat';
import { parseQFormat } from '../../core/words/qformat';
import {
  type LenetWeights,
  lenetGraphModel,
  lenetH5,
  lenetKeras,
  lenetLayersModel,
  lenetOnnxConv,
  lenetTflite,
  lenetWeights,
  placesIn,
  type TfjsFiles,
} from '../session/lenetFiles.fake';
import { expectRefusal, outFile, readJson, run } from './command.fixture';

// One LeNet in six files. Keras and TensorFlow.js store its words in one order, ONNX and TensorFlow
// Lite each in another.

const WEIGHTS = lenetWeights();
const FORMAT = 'Q3.5';
const SAME = ['lenet.h5', 'lenet.keras', 'layers/model.json', 'graph/model.json'] as const;

const DIGITS = outFile('digits');
const DATA = ['--data', DIGITS, '--preprocess', 'divide=255,each=sample', '--measure', 'changed'];
const SMALL = ['--images', '100', '--format', FORMAT, '--workers', '1'];

async function writeTfjs(name: string, files: TfjsFiles): Promise<void> {
  mkdirSync(outFile(name));
  for (const [part, blob] of Object.entries(files))
    writeFileSync(outFile(`${name}/${part}`), new Uint8Array(await blob.arrayBuffer()));
}

beforeAll(async () => {
  mkdirSync(DIGITS);
  for (const name of ['t1k-images-idx3-ubyte.gz', 't1k-labels-idx1-ubyte.gz'])
    copyFileSync(`public/data/digits/${name}`, `${DIGITS}/${name}`);
  writeFileSync(outFile('lenet.h5'), await lenetH5(WEIGHTS));
  writeFileSync(outFile('lenet.keras'), await lenetKeras(WEIGHTS));
  await writeTfjs('layers', lenetLayersModel(WEIGHTS));
  await writeTfjs('graph', lenetGraphModel(WEIGHTS));
  writeFileSync(outFile('lenet.onnx'), lenetOnnxConv(WEIGHTS));
  writeFileSync(outFile('lenet.tflite'), lenetTflite(WEIGHTS));
});

it('files of Keras and TensorFlow.js have one identity, counts and fingerprint', async () => {
  const structures = ['--structures', 'weights,biases,activations'];
  const [first, ...others] = SAME;
  const known = outFile('known.json');
  const { code, stderr } = await run('sweep', [
    ...['--model', outFile(first), ...DATA, ...SMALL, ...structures],
    ...['--trials', '4', '--ber', '1e-4,1e-3,1e-2', '--out', known],
  ]);
  expect(code, stderr).toBe(0);
  const { trials, baseline, spec, link } = readJson(known);
  expect(new Set(trials.map(({ wrong }: { wrong: number }) => wrong)).size).toBeGreaterThan(4);
  for (const name of others) {
    const out = outFile('replayed.json');
    const again = await run('sweep', [
      ...['--model', outFile(name), ...DATA.slice(0, 2), '--link', link],
      ...['--workers', '1', '--out', out],
    ]);
    expect(again.code, again.stderr).toBe(0);
    expect(again.stderr, name).toContain('Reproduced');
    const replayed = readJson(out);
    expect(replayed.trials, name).toEqual(trials);
    expect(replayed.baseline, name).toEqual(baseline);
    expect(replayed.spec, name).toEqual(spec);
  }
  // The words of these lie in another order, so the same addresses would be other weights.
  for (const name of ['lenet.onnx', 'lenet.tflite'])
    await expectRefusal(
      'sweep',
      ['--model', outFile(name), ...DATA.slice(0, 2), '--link', link],
      `expected ${spec.model}, as the link says`,
    );
});

interface Receipt {
  readonly tensors: readonly { tensor: number; shape: number[]; bitAddresses: number[]; format: string }[];
  readonly baseline: { readonly quantised: number };
  readonly result: {
    readonly wrong: number;
    readonly wrongPerClass: readonly number[];
    readonly flips: number;
  };
}

/** The weights of a receipt, in Keras's order. `placeOf` is the place of a word in the receipt. */
function faulty(receipt: Receipt, placeOf: (tensor: string, place: number) => number): LenetWeights {
  return new Map(
    [...WEIGHTS].map(([name, values], number) => {
      const { bitAddresses, shape } = receipt.tensors.find(({ tensor }) => tensor === number)!;
      expect(shape.reduce((product, length) => product * length, 1)).toBe(values.length);
      const width = wordBits(parseQFormat(FORMAT));
      const masks = new Map<number, number>();
      for (const address of bitAddresses) {
        const word = Math.floor(address / width);
        masks.set(word, (masks.get(word) ?? 0) ^ (1 << (address % width)));
      }
      return [name, values.map((value, place) => flipped(value, masks.get(placeOf(name, place)) ?? 0))];
    }),
  );
}

/** A value as a word of Q3.5, with flipped bits, as a number again. Ties do not happen here. */
function flipped(value: number, mask: number): number {
  const word = Math.max(-128, Math.min(127, Math.round(value * 32)));
  return ((word ^ mask) << 24) / 2 ** 24 / 32;
}

const inKeras = (_: string, place: number) => place;
const inFile = (format: 'onnx' | 'tflite') => (name: string, place: number) => placesIn(format, name)(place);

const FILES = {
  'lenet.h5': { placeOf: inKeras, write: lenetH5 },
  'lenet.onnx': { placeOf: inFile('onnx'), write: lenetOnnxConv },
  'lenet.tflite': { placeOf: inFile('tflite'), write: lenetTflite },
} as const;

it.each([
  ['lenet.h5', 'lenet.onnx'],
  ['lenet.onnx', 'lenet.tflite'],
  ['lenet.tflite', 'lenet.h5'],
] as const)('the receipt of %s gives its count on %s', async (from, to) => {
  const out = outFile('receipt.json');
  // Labels count here: "changed" would compare with the faulty network itself.
  const labelled = DATA.slice(0, 4);
  const { code, stderr } = await run('faults', [
    ...['--model', outFile(from), ...labelled, ...SMALL.slice(0, 4)],
    ...['--structures', 'weights,biases', '--ber', '2e-2', '--out', out],
  ]);
  expect(code, stderr).toBe(0);
  const receipt: Receipt = readJson(out);
  expect(receipt.result.flips).toBeGreaterThan(500);
  const [network, replayed] = [outFile(`faulty-${to}`), outFile('replayed.json')];
  writeFileSync(network, await FILES[to].write(faulty(receipt, FILES[from].placeOf)));
  const again = await run('faults', [
    ...['--model', network, ...labelled, ...SMALL.slice(0, 4)],
    ...['--structures', 'weights,biases', '--ber', '0', '--out', replayed],
  ]);
  expect(again.code, again.stderr).toBe(0);
  expect(readJson(replayed).result.wrongPerClass).toEqual(receipt.result.wrongPerClass);
  expect(receipt.result.wrong).not.toBe(receipt.baseline.quantised);
});
