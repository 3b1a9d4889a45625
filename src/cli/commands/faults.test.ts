import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { CATALOG } from '../../core/network/catalog';
import { drawFaultPattern } from '../../core/pattern/faultPattern';
import { faultDraw, trialTensors } from '../../core/site/siteTensors';
import { wordBits } from '../../core/words/numberFormat';
import { parseQFormat } from '../../core/words/qformat';
import { parseLink } from '../../experiment/link/link';
import { toInjection } from '../../experiment/settings/toInjection';
import { grouped } from '../../experiment/text/numberWords';
import { expectRefusal, outFile, readJson, run } from './command.fixture';

const MNIST = '../shared/data/mnist';
const hasMnist = existsSync(`${MNIST}/t10k-images-idx3-ubyte.gz`);
if (!hasMnist)
  console.warn(`NOT TESTED: MNIST is not in ${MNIST}, the command line runs on generated digits only`);

/** A forward pass written from the receipt alone, in doubles, as a stranger's program would. */
function countWrongOutside(receipt: Receipt, weightsFolder: string, images: Buffer, labels: Buffer): number {
  const manifest = readJson(join(weightsFolder, 'manifest.json'));
  const bytes = readFileSync(join(weightsFolder, 'weights.bin'));
  const tensors = new Map<string, { values: number[]; shape: number[] }>();
  let offset = 0;
  for (const { name, shape } of manifest.tensors) {
    const size = shape.reduce((product: number, length: number) => product * length, 1);
    const values = Array.from({ length: size }, (_, index) => bytes.readFloatLE(offset + 4 * index));
    tensors.set(name, { values, shape });
    offset += 4 * size;
  }
  for (const { name, format, bitAddresses } of receipt.tensors) {
    const [integerBits, fractionBits] = format.slice(1).split('.').map(Number) as [number, number];
    const width = integerBits + fractionBits;
    const scale = 2 ** fractionBits;
    const limit = 2 ** (width - 1);
    const tensor = tensors.get(name)!;
    const words = tensor.values.map((value) => {
      const scaled = value * scale;
      const down = Math.floor(scaled);
      const tie = scaled - down === 0.5;
      const steps = tie ? (down % 2 === 0 ? down : down + 1) : Math.floor(scaled + 0.5);
      return BigInt.asUintN(width, BigInt(Math.max(-limit, Math.min(limit - 1, steps))));
    });
    for (const address of bitAddresses) {
      const word = Math.floor(address / width);
      words[word] = words[word]! ^ (1n << BigInt(address % width));
    }
    tensor.values = words.map((word) => Number(BigInt.asIntN(width, word)) / scale);
  }
  let wrong = 0;
  for (let image = 0; image < receipt.result.total; image++) {
    const pixels = Array.from(
      images.subarray(16 + 784 * image, 16 + 784 * (image + 1)),
      (pixel) => pixel / 255,
    );
    const mean = pixels.reduce((sum, pixel) => sum + pixel, 0) / 784;
    const deviation = Math.sqrt(pixels.reduce((sum, pixel) => sum + (pixel - mean) ** 2, 0) / 784);
    let activations = pixels.map((pixel) => (pixel - mean) / Math.max(deviation, 1 / Math.sqrt(784)));
    for (const layer of ['fc-1', 'fc-2', 'fc-3']) {
      const kernel = tensors.get(`${layer}/kernel`)!;
      const sums = tensors.get(`${layer}/bias`)!.values.slice();
      const units = kernel.shape[1]!;
      for (const [input, value] of activations.entries()) {
        if (value === 0) continue;
        for (let unit = 0; unit < units; unit++) sums[unit]! += value * kernel.values[input * units + unit]!;
      }
      activations = layer === 'fc-3' ? sums : sums.map((sum) => Math.max(0, sum));
    }
    if (activations.indexOf(Math.max(...activations)) !== labels[8 + image]) wrong++;
  }
  return wrong;
}

interface Receipt {
  readonly tensors: readonly {
    name: string;
    tensor: number;
    shape: number[];
    format: string;
    encoding: string;
    bitAddresses: number[];
  }[];
  readonly result: { wrong: number; total: number; flips: number };
}

describe('faults', () => {
  const generated = [
    'public/data/digits/t1k-images-idx3-ubyte.gz',
    'public/data/digits/t1k-labels-idx1-ubyte.gz',
  ];
  const mnist = [`${MNIST}/t10k-images-idx3-ubyte.gz`, `${MNIST}/t10k-labels-idx1-ubyte.gz`];
  it.for([
    ['generated', generated],
    ['mnist', mnist],
  ] as const)('writes a receipt that an outside program confirms on %s', async ([set, files], context) => {
    context.skip(set === 'mnist' && !hasMnist, 'MNIST is not here');
    const out = outFile(`faults-${set}.json`);
    const data = set === 'generated' ? 'generated' : MNIST;
    const { code, stderr } = await run('faults', [
      '--data',
      data,
      '--ber',
      '1e-3',
      '--trial',
      '4',
      '--out',
      out,
    ]);
    expect(code, stderr).toBe(0);
    const receipt: Receipt = readJson(out);
    const listed = receipt.tensors.map(({ bitAddresses }) => bitAddresses.length);
    expect(listed.reduce((sum, count) => sum + count, 0)).toBe(receipt.result.flips);
    const [images, labels] = files.map((file) => gunzipSync(readFileSync(file))) as [Buffer, Buffer];
    const wrong = countWrongOutside(receipt, `public/models/lenet-fc/${set}`, images, labels);
    console.info(`${set}: ${receipt.result.wrong} wrong here, ${wrong} outside, of ${receipt.result.total}`);
    expect(Math.abs(wrong - receipt.result.wrong)).toBeLessThanOrEqual(2);
  });

  it('names tensors, samples and bit positions, and gives shapes that hold the words of all images and steps', async () => {
    const site = ['--structures', 'weights,activations,hiddenState', '--layers', 'gru-1', '--bits', '0,2'];
    const args = ['--model', 'ti-gru', ...site, '--lifetime', 'transient', '--ber', '1e-4', '--images', '2'];
    const { code, stdout, stderr } = await run('faults', [...args, '--device', 'wasm']);
    expect(code, stderr).toBe(0);
    const { spec, samples, tensors, result } = JSON.parse(stdout);
    expect(spec).toMatchObject({ planes: '0,2', bers: expect.any(String), rates: expect.any(Array) });
    expect(samples).toEqual([0, 1].map((record) => ({ file: expect.stringMatching(/\.gz$/), record })));
    const seen = tensors.map(({ name, tensor, shape }: Receipt['tensors'][number]) => [name, tensor, shape]);
    expect(seen).toEqual([
      ['gru-1/kernel', 0, [39, 600]],
      ['gru-1/recurrentKernel', 1, [200, 600]],
      ['gru-1/update', 65_537, [2, 254, 200]],
      ['gru-1/reset', 65_538, [2, 254, 200]],
      ['gru-1/candidate', 65_539, [2, 254, 200]],
      ['gru-1/hidden', 65_540, [2, 254, 200]],
      ['gru-1/output', 65_536, [2, 1, 50_800]],
    ]);
    let flips = 0;
    for (const { shape, format, bitAddresses } of tensors as Receipt['tensors']) {
      const width = wordBits(parseQFormat(format));
      const numBits = width * shape.reduce((words, length) => words * length, 1);
      for (const address of bitAddresses) {
        expect(address).toBeLessThan(numBits);
        expect([0, 2]).toContain(width - 1 - (address % width));
      }
      flips += bitAddresses.length;
    }
    expect(flips).toBe(result.flips);
  });

  it('writes an empty receipt at rate 0, which equals the baseline', async () => {
    // A format so coarse that it errs more than float32.
    const args = ['--ber', '0', '--images', '100', '--format', 'Q2.1'];
    const { code, stdout, stderr } = await run('faults', args);
    expect(code, stderr).toBe(0);
    const receipt = JSON.parse(stdout);
    expect(receipt.tensors.map(({ bitAddresses }: { bitAddresses: number[] }) => bitAddresses)).toEqual([
      [],
      [],
      [],
    ]);
    expect(receipt).toMatchObject({ ber: 0, result: { flips: 0, wrong: receipt.baseline.quantised } });
    expect(receipt.baseline.quantised).toBeGreaterThan(receipt.baseline.float);
    expect(receipt.link).toContain('x=0');
  });

  it("takes rate and pattern from a link's cursor", async () => {
    const link = '#/x?v=1&i=100&x=2e-4&tr=5';
    const { code, stdout, stderr } = await run('faults', ['--link', link]);
    expect(code, stderr).toBe(0);
    const receipt = JSON.parse(stdout);
    expect(receipt).toMatchObject({ ber: 2e-4, trial: 5, link });
    const injection = toInjection(parseLink(link).spec, 2e-4, 5);
    const drawn = trialTensors(CATALOG.get('lenet-fc')!, injection).map(({ structure, space }) => [
      ...drawFaultPattern(space, faultDraw(injection, structure)),
    ]);
    expect(receipt.tensors.map(({ bitAddresses }: Receipt['tensors'][number]) => bitAddresses)).toEqual(
      drawn,
    );
    const other = await run('faults', ['--link', link, '--ber', '1e-4', '--trial', '6']);
    expect(JSON.parse(other.stdout)).toMatchObject({ ber: 1e-4, trial: 6 });
  });

  it('follows the faults through the network for one sample, as a table and in the receipt', async () => {
    const args = ['--model', 'lenet-cnn', '--ber', '1e-3', '--images', '5', '--propagation', '7'];
    const { code, stdout, stderr } = await run('faults', [...args, '--device', 'wasm']);
    expect(code, stderr).toBe(0);
    const { propagation, result } = JSON.parse(stdout);
    expect(propagation).toMatchObject({ sample: 7, ber: 1e-3, trial: 0, flips: result.flips });
    const lines = stderr.split('\n');
    const start = lines.findIndex((line) => line.startsWith('Sample 7: '));
    expect(lines[start]).toContain(`${grouped(result.flips)} flipped bits change`);
    expect(lines[start + 1]).toMatch(/^Layer +Flipped bits +Values +Changed /);
    const { nodes } = propagation as { nodes: { node: string; flips: number; changed: number }[] };
    expect(nodes.map(({ node }) => node)).toEqual(['conv-1', 'conv-2', 'pool-1', 'fc-1', 'fc-2']);
    for (const [index, { node, flips, changed }] of nodes.entries()) {
      const cells = lines[start + 2 + index]!.split(/ {2,}/);
      expect([cells[0], cells[1], cells[3]]).toEqual([node, grouped(flips), grouped(changed)]);
    }
  });

  it('refuses to follow faults through a sample that the set does not have', async () => {
    const { code, stderr } = await run('faults', ['--images', '5', '--propagation', '1000']);
    expect(code).toBe(2);
    expect(stderr).toContain('Cannot use 1000 for --propagation: expected a sample from 0 to 999');
  });

  it.each([
    [['--propagation', 'x'], 'Cannot use "x" for --propagation: expected a whole number'],
    [['--ber', '0.6'], '0.6'],
    [['--trials', '3'], 'Cannot use --trials here: a receipt is of one trial, which --trial names'],
    [['--trial', '4294967296'], 'expected a whole number from 0 to 4294967295'],
    [['--out', 'faults.csv'], 'ends in .json'],
  ])('refuses %j with one sentence', (args, sentence) => expectRefusal('faults', args, sentence));
});

describe('a reader that goes away', () => {
  it('ends a command quietly, as SIGPIPE does', async () => {
    const { code, stderr } = await run('faults', ['--ber', '1e-1', '--trial', '0', '--device', 'wasm'], {
      during: (child) => child.stdout!.destroy(),
    });
    expect(stderr).not.toMatch(/EPIPE|^ {4}at /m);
    expect(code).toBe(141);
  });
});
