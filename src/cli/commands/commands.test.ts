import { type ChildProcess, spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { CATALOG } from '../../core/network/catalog';
import { drawFaultPattern } from '../../core/pattern/faultPattern';
import { faultDraw, trialTensors } from '../../core/site/siteTensors';
import { parseQFormat, wordBits } from '../../core/words/qformat';
import { parseLink } from '../../experiment/link/link';
import { toInjection } from '../../experiment/settings/toInjection';

const folder = mkdtempSync(join(tmpdir(), 'ares-cli-'));
const MNIST = '../shared/data/mnist';
const hasMnist = existsSync(`${MNIST}/t10k-images-idx3-ubyte.gz`);
if (!hasMnist)
  console.warn(`NOT TESTED: MNIST is not in ${MNIST}, the command line runs on generated digits only`);

/** Debian's Chromium brings a software Vulkan driver: Dawn in Node takes it where there is no GPU. */
const SOFTWARE_DRIVER = '/usr/lib/chromium/vk_swiftshader_icd.json';
const env = { ...(existsSync(SOFTWARE_DRIVER) && { VK_DRIVER_FILES: SOFTWARE_DRIVER }), ...process.env };

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command as people do; `during` may act on the process while it runs. */
function run(
  command: string,
  args: readonly string[],
  during?: (child: ChildProcess) => void,
  nodeOptions = '',
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['scripts/run.mjs', command, ...args], {
      env: { ...env, NODE_OPTIONS: nodeOptions },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text) => {
      stdout += text;
    });
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    during?.(child);
  });
}

const outFile = (name: string) => join(folder, name);
const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const SMALL = ['--images', '100', '--trials', '3', '--ber', '1e-6,1e-3,1e-1'];

describe('sweep', () => {
  it('writes every trial with spec, link, environment, baseline and points as JSON', async () => {
    const out = outFile('small.json');
    const { code, stderr } = await run('sweep', [...SMALL, '--out', out, '--device', 'wasm']);
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/Device: wasm \(WASM SIMD\), \d+ workers?: chosen by hand/);
    const result = readJson(out);
    expect(result.spec).toMatchObject({ model: 'lenet-fc', format: 'Q2.6', trials: 3, images: 100, seed: 7 });
    expect(result.environment).toMatchObject({ device: 'wasm', adapter: 'WASM SIMD', tfjs: '4.22.0' });
    expect(result.environment.workers).toBeGreaterThan(0);
    expect(result.baseline.quantised.total).toBe(100);
    expect(result.points.map((point: { ber: number }) => point.ber)).toEqual([1e-6, 1e-3, 1e-1]);
    expect(result.trials).toHaveLength(9);
    expect(result.imagesPerClass).toEqual(Array(10).fill(10));
    for (const { wrong, wrongPerClass } of result.trials)
      expect(wrongPerClass.reduce((sum: number, count: number) => sum + count, 0)).toBe(wrong);
    expect(result.points[2].mean).toBeGreaterThan(0.75);
    expect(result.points[1].expectedFlips).toBeCloseTo(2129.6, 6);
    expect(result.elapsedMs).toBeGreaterThan(0);
  });

  it('says in a line each what runs and on which device, and nothing of missing drivers', async () => {
    const { code, stderr } = await run('sweep', SMALL);
    expect(code, stderr).toBe(0);
    const lines = stderr.split('\n').filter((line) => line !== '' && !/^\d+ of \d+ trials/.test(line));
    expect(lines).toEqual([
      'LeNetFC on generated digits, Q2.6 weights, 100 images, 3 trials per rate, seed 7 (0x00000007), each bit flips by chance; higher rates keep these flips and add more',
      expect.stringMatching(/^Device: .*: ./),
    ]);
  });

  it('repeats a result from its link, trial by trial', async () => {
    const [first, again] = [outFile('first.json'), outFile('again.json')];
    await run('sweep', [
      ...SMALL,
      '--format',
      'Q3.13',
      '--seed',
      '0xffffffff',
      '--protocol',
      'independent',
      '--out',
      first,
    ]);
    const { link, trials } = readJson(first);
    const { code, stderr } = await run('sweep', ['--link', link, '--out', again]);
    expect(code, stderr).toBe(0);
    expect(readJson(again).trials).toEqual(trials);
    expect(readJson(again).link).toBe(link);
  });

  it('runs on the model of a folder, and says which weights are used and which files are not', async () => {
    const [weights, shipped] = [outFile('weights'), 'public/models/lenet-fc/generated'];
    mkdirSync(join(weights, 'lenet'), { recursive: true });
    copyFileSync(join(shipped, 'manifest.json'), join(weights, 'lenet/manifest.json'));
    writeFileSync(
      join(weights, 'lenet/weights.bin.gz'),
      gzipSync(readFileSync(join(shipped, 'weights.bin'))),
    );
    writeFileSync(join(weights, 'notes.txt'), 'hello');
    const [own, stock] = [outFile('own.json'), outFile('stock.json')];
    const { code, stderr } = await run('sweep', [...SMALL, '--weights', weights, '--out', own]);
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/^Not used: notes\.txt\nIn use: generated digits with weight file [0-9a-f]{8}…\n/);
    await run('sweep', [...SMALL, '--out', stock]);
    expect(readJson(own).trials).toEqual(readJson(stock).trials);
    expect(readJson(own).spec.weights).toMatch(/^file-[0-9a-f]{16}$/);
  });

  it('writes one CSV row per trial', async () => {
    const out = outFile('small.csv');
    await run('sweep', [...SMALL, '--out', out]);
    const rows = readFileSync(out, 'utf8').trim().split('\n');
    expect(rows).toHaveLength(1 + 9);
    expect(rows[0]).toContain('ber');
    expect(rows[1]).toMatch(/,wasm,WASM SIMD,[1-9]\d*,/);
  });

  it('says how error and class variance hang together', async () => {
    const { code, stdout, stderr } = await run('sweep', [
      '--images',
      '100',
      '--trials',
      '30',
      '--ber',
      '1e-3',
    ]);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(
      /\nAt 1e-3: .*\nOver the 30 trials at this rate .* correlate with r = 0\.\d\d \(Pearson\)/,
    );
  });

  it('keeps what it has when the device is lost twice', async () => {
    const out = outFile('lost.json');
    const loseWorkers = outFile('loseWorkers.mjs');
    writeFileSync(
      loseWorkers,
      `import { Worker } from 'node:worker_threads';
      const post = Worker.prototype.postMessage;
      let calls = 0;
      Worker.prototype.postMessage = function (request) {
        if (request.name === 'evaluate' && ++calls % 5 === 0) this.emit('error', new Error('driver reset'));
        else post.call(this, request);
      };`,
    );
    const args = [...['--images', '50', '--trials', '1000', '--ber', '1e-3'], '--workers', '1', '--out', out];
    const { code, stderr } = await run('sweep', args, undefined, `--import=${loseWorkers}`);
    expect(code, stderr).toBe(1);
    expect(stderr).toMatch(/Stopped: \d+ trials are kept\n.*driver reset.*\n$/);
    expect(stderr).not.toContain('    at ');
    const { trials, environment } = readJson(out);
    expect(trials.length).toBeGreaterThan(0);
    expect(trials.length).toBeLessThan(1000);
    expect(environment.workers).toBe(1);
  });

  it.skipIf(!existsSync('/dev/full'))('prints its results when the file cannot take them', async () => {
    const out = outFile('full.json');
    symlinkSync('/dev/full', out);
    const { code, stdout, stderr } = await run('sweep', [...SMALL, '--out', out]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/Cannot write ".*full\.json": ENOSPC.*; the results follow on standard output/);
    expect(JSON.parse(stdout).trials).toHaveLength(9);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('keeps what it has when stopped by %s, and ends with %d', async (signal, exitCode) => {
    const out = outFile(`stopped-${signal}.json`);
    const args = ['--images', '200', '--trials', '100000', '--ber', '1e-4', '--out', out];
    const { code, stderr } = await run('sweep', args, (child) => {
      child.stderr!.on('data', (text) => {
        if (/trials/.test(String(text)) && / left/.test(String(text))) child.kill(signal);
      });
    });
    expect(code, stderr).toBe(exitCode);
    expect(stderr).toMatch(/Stopped: \d+ trials are kept/);
    const { trials } = readJson(out);
    expect(trials.length).toBeGreaterThan(0);
    expect(trials.length).toBeLessThan(100_000);
  });

  it.each([
    [['--format', '9.99'], 'Q9.99 is 108 bits wide: expected 2 to 24 bits'],
    [['--format', '2-6'], 'Cannot parse Q-format "2-6"'],
    [['--ber', '0.6'], '0.6'],
    [['--trials', '0'], 'expected a whole number from 1'],
    [['--trials', 'many'], '"many"'],
    [['--images', '10001'], 'expected a whole number from 1 to 10,000'],
    [['--seed', '-1'], 'seed'],
    [
      ['--images', '-5'],
      'Cannot use -5 images of generated digits: expected a whole number from 1 to 10,000',
    ],
    [
      ['--images', '--seed', '3'],
      'Cannot use --images without a value: expected one after it, or --images=<value>',
    ],
    [['--images'], 'Cannot use --images without a value: expected one after it'],
    [['--weights', 'fsdd'], 'expected generated or mnist or a weight file or folder that is there'],
    [['--data', 'package.json'], 'package.json: It is a file: expected a folder of IDX images and labels'],
    [['--link', 'lenet-fc'], 'Link leads to no experiment: expected #/x? and settings'],
    [['--layers', 'fc-9'], 'fc-9'],
    [['--data', '/nowhere'], '/nowhere: The folder does not exist'],
    [['--out', 'result.txt'], 'ends in .json or .csv'],
    [['--out', '/nowhere/result.json'], 'folder "/nowhere" does not exist, expected one that does'],
    [['--workers', '0'], 'Cannot use 0 for --workers: expected a whole number from 1 to 256'],
    [['--colour', 'red'], '--colour'],
    [['--device', 'tpu'], 'auto or webgpu or wasm or cpu'],
    [['--link', '#/x?v=1&d=mnist'], 'expected --data <folder>'],
  ])('refuses %j with one sentence', async (args, sentence) => {
    const { code, stderr } = await run('sweep', [...args]);
    expect(code).not.toBe(0);
    expect(stderr).toContain(sentence);
    expect(stderr.trim()).not.toContain('\n');
  });

  it('names the file when MNIST is damaged', async () => {
    const data = idxFolder(2, 1);
    const { code, stderr } = await run('sweep', ['--data', data]);
    expect(code).toBe(1);
    expect(stderr).toContain('t10k-images-idx3-ubyte: ');
    expect(stderr).not.toContain('    at ');
  });
});

describe('chip', () => {
  const csv = outFile('made-up.csv');
  writeFileSync(csv, 'Vdd (mV),BER,error (%),note\n900,0,2,nominal\n750,1e-3,5,\n700,1e-1,80,\n');
  const args = ['--csv', csv, '--images', '100', '--trials', '2', '--device', 'wasm'];
  const perfect = outFile('perfect.csv');
  writeFileSync(perfect, 'Vdd,BER,error (%)\n0.9,0,2\n0.8,0,2\n');

  it('lays the chip beside both encodings at its own rates, and says how far they are apart', async () => {
    const { code, stdout, stderr } = await run('chip', args);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('Column "note" left out');
    expect(stderr).toContain('Chip net on generated digits');
    const [, , ...lines] = stdout.trim().split('\n');
    const cells = lines.slice(0, 3).map((line) => line.trim().split(/ +/));
    expect(cells.map((row) => [...row.slice(0, 3), row.length])).toEqual([
      ['0.90', '0', '2.00', 9],
      ['0.75', '1e-3', '5.00', 9],
      ['0.70', '0.1', '80.0', 9],
    ]);
    expect(lines[3]).toMatch(
      /^How far simulation and made-up\.csv are apart is not known yet: 8 trials are needed at each rate, 2 so far\.$/,
    );
    const more = await run('chip', [...args.slice(0, -4), '--trials', '8', '--device', 'wasm']);
    expect(more.stdout).toMatch(
      /\nSimulation and made-up\.csv are on average apart by .* with two’s complement and by .* with sign-magnitude, over 3 rows \(n = 8, provisional\)\.\n/,
    );
  });

  it('writes averages with the sweeps that they rest on, or a row for each voltage and encoding', async () => {
    const [json, rows] = [outFile('chip.json'), outFile('chip-rows.csv')];
    const { code, stderr } = await run('chip', [...args, '--out', json]);
    expect(code, stderr).toBe(0);
    const { chip, simulated } = readJson(json);
    expect(chip.rows).toHaveLength(3);
    const encodings = simulated.map(({ encoding }: { encoding: string }) => encoding);
    expect(encodings).toEqual(['twosComplement', 'signMagnitude']);
    for (const { comparison, sweep } of simulated) {
      expect(sweep.spec).toMatchObject({ model: 'chip-net', rates: [1e-3, 1e-1] });
      const shares = comparison.rows.map((row: { simulated: number }) => row.simulated);
      const means = sweep.points.map(({ mean }: { mean: number }) => mean);
      expect(shares).toEqual([sweep.baseline.quantised.error, ...means]);
    }
    await run('chip', [...args, '--out', rows]);
    const lines = readFileSync(rows, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(1 + 2 * 3);
    const { simulated: share, points } = simulated[1].comparison.rows[2];
    expect(lines[6]!.split(',').slice(0, 6)).toEqual(
      [0.7, 0.1, 0.8, 'signMagnitude', share, points].map(String),
    );
  });

  it.each([
    [[], 'Cannot compare without a chip: expected --csv <file> with columns Vdd, BER and error'],
    [['--csv', '/nowhere.csv'], 'Cannot read /nowhere.csv: expected a file'],
    [['--csv', perfect], 'perfect.csv: No row has a BER above 0: expected at least one to simulate'],
    [['--csv', 'LICENSE'], 'LICENSE: Column Vdd is missing in row 1'],
    [[...args, '--encoding', 'signMagnitude'], 'Cannot use --encoding here: both are simulated'],
    [[...args, '--ber', '1e-3'], "Cannot use --ber here: the rates are those of the chip's table"],
    [[...args, '--out', 'chip.txt'], 'ends in .json or .csv'],
  ])('refuses %j with one sentence', async (refused, sentence) => {
    const { code, stderr } = await run('chip', refused);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr.trim()).not.toContain('\n');
  });
});

describe('compare', () => {
  const files = ['q26.json', 'q313.json'].map(outFile) as [string, string];

  it('prints ticks, ratio and whether the intervals are apart', async () => {
    const args = ['--images', '200', '--trials', '20', '--ber', '1e-5:1e-1:2'];
    await run('sweep', [...args, '--format', 'Q2.6', '--out', files[0]]);
    await run('sweep', [...args, '--format', 'Q3.13', '--out', files[1]]);
    const { code, stdout, stderr } = await run('compare', files);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('Paired by fault pattern');
    const five = / 5 points: a\/b ([\d.]+) .*\n +a +([\d.e-]+).*\n +b +([\d.e-]+)/.exec(stdout)!;
    const [ratio, a, b] = five.slice(1).map(Number) as [number, number, number];
    expect(ratio).toBeGreaterThan(1);
    // Each of the three is rounded to two digits.
    expect(Math.abs(ratio / (a / b) - 1)).toBeLessThan(0.15);
    const same = await run('compare', [files[0], files[0]]);
    expect(same.stdout).toMatch(/ 5 points: a\/b 1 .*, intervals overlap/);
  });

  it('says when sweeps are not paired, and refuses what cannot be compared', async () => {
    const other = outFile('other.json');
    await run('sweep', [...SMALL, '--images', '200', '--seed', '8', '--out', other]);
    const unpaired = await run('compare', [files[0], other]);
    expect(unpaired.stdout).toContain('Not paired: seed, protocol or sampling differ');
    expect(unpaired.stdout).toContain('No ratio yet: 8 trials are needed at each rate, 3 so far\n');
    expect(unpaired.stdout).not.toMatch(/a\/b|, intervals |\d\.\d\de/);
    await run('sweep', [...SMALL, '--out', other]);
    const refused = await run('compare', [files[0], other]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toBe(`${other}: Field "spec.images" is 100: expected 200, as in ${files[0]}\n`);
  });

  it.each([
    [['a.json'], 2, 'Cannot compare 1 file: expected two'],
    [
      ['/nowhere.json', '/nowhere.json'],
      1,
      '/nowhere.json: The file does not exist: expected the JSON of a sweep',
    ],
    [['docs', 'docs'], 1, 'docs: It is a folder: expected the JSON of a sweep'],
    [['package.json', 'package.json'], 1, 'package.json: Field "spec" is missing: expected an object'],
    [['README.md', 'README.md'], 1, 'which is not JSON: expected the JSON of a sweep'],
  ])('refuses %j with one sentence', async (args, expectedCode, sentence) => {
    const { code, stderr } = await run('compare', [...args]);
    expect(code).toBe(expectedCode);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain('    at ');
  });
});

describe('a long command stopped by SIGTERM', () => {
  const csv = outFile('stopped-chip.csv');
  writeFileSync(csv, 'Vdd (mV),BER,error (%)\n750,1e-3,5\n');
  it.each([
    ['chip', ['--csv', csv, '--trials', '100000'], 'Device'],
    ['table1', ['--quick', '--model', 'lenet-fc'], 'float error'],
    ['store', [], 'Device'],
    ['tick-check', [], 'trials agree'],
  ])('%s ends with 143', async (command, args, said) => {
    const { code, stderr } = await run(command, args, (child) => {
      child.stderr!.on(
        'data',
        (text) => String(text).includes(said) && !child.killed && child.kill('SIGTERM'),
      );
    });
    expect(code, stderr).toBe(143);
  });
});

/** A folder of MNIST's four files, not gzipped: `announced` images and labels, of which there are `images`. */
function idxFolder(announced: number, images: number): string {
  const data = mkdtempSync(join(tmpdir(), 'ares-idx-'));
  const pictures = new Uint8Array(16 + 784 * images);
  const header = new DataView(pictures.buffer);
  for (const [index, value] of [0x803, announced, 28, 28].entries()) header.setUint32(4 * index, value);
  const labels = new Uint8Array(8 + announced);
  labels.set([0, 0, 8, 1, 0, 0, 0, announced]);
  for (const half of ['train', 't10k']) {
    writeFileSync(join(data, `${half}-images-idx3-ubyte`), pictures);
    writeFileSync(join(data, `${half}-labels-idx1-ubyte`), labels);
  }
  return data;
}

describe('train', () => {
  it.each([
    [['vgg'], 2, 'Cannot train "vgg": expected one of lenet-fc, chip-net'],
    [[], 2, 'Cannot train without a model: expected one of lenet-fc'],
    [['lenet-fc'], 2, 'Cannot train without --data: expected generated or a folder'],
    [['lenet-fc', '--data', 'generated', '--seed', 'x'], 2, 'Cannot use "x" for --seed'],
    [['lenet-fc', '--data', 'generated', '--epochs', '0'], 2, 'expected a whole number from 1 to 1000'],
    [['lenet-fc', '--data', '/nowhere'], 1, '/nowhere: The folder does not exist'],
    [['lenet-fc', '--data', idxFolder(2, 2)], 1, 'The test set has the digest'],
  ] as const)('refuses %j with one sentence', async (args, expectedCode, sentence) => {
    const { code, stderr } = await run('train', [...args]);
    expect(code).toBe(expectedCode);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain('    at ');
  });
});

describe('convert', () => {
  const all = ['lenet-fc', '--data', folder, '--notes', 'made up'];
  it.each([
    [[], 2, 'Cannot convert without a model: expected its id and a weight file'],
    [['lenet-fc', 'w.h5'], 2, 'Cannot convert without --data: expected a folder'],
    [all, 2, 'Cannot convert nothing: expected a weight file'],
    [
      [...all, '/nowhere.h5'],
      1,
      '/nowhere.h5: The file does not exist: expected a weight file of Keras or tfjs',
    ],
  ])('refuses %j with one sentence', async (args, expectedCode, sentence) => {
    const { code, stderr } = await run('convert', args);
    expect(stderr).toBe(`${sentence}\n`);
    expect(code).toBe(expectedCode);
  });
});

describe('generate', () => {
  it('refuses what it cannot draw', async () => {
    const { code, stderr } = await run('generate', ['letters']);
    expect(code).toBe(2);
    expect(stderr).toBe('Cannot generate "letters": expected digits or pictures or speech\n');
  });
});

describe('parity', () => {
  // Those of plain JavaScript are in kernels.test.ts.
  it.for(['wasm', 'webgpu'])('finds every kernel exact on %s in Node', async (device, context) => {
    const { code, stdout, stderr } = await run('parity', ['--device', device]);
    if (device === 'webgpu' && stderr.includes('Cannot use WebGPU')) {
      console.warn(`NOT TESTED: WebGPU in Node. ${stderr.trim().split('\n').at(-1)}`);
      context.skip();
    }
    expect(code, stderr).toBe(0);
    console.info(stdout.trim());
    expect(stdout).toMatch(/^(\d+) of \1 kernel cases agree on /);
  });
});

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
    const { code, stdout, stderr } = await run('faults', ['--ber', '0', '--images', '100']);
    expect(code, stderr).toBe(0);
    const receipt = JSON.parse(stdout);
    expect(receipt.tensors.map(({ bitAddresses }: { bitAddresses: number[] }) => bitAddresses)).toEqual([
      [],
      [],
      [],
    ]);
    expect(receipt).toMatchObject({ ber: 0, result: { flips: 0, wrong: receipt.baseline.quantised } });
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

  it.each([
    [['--ber', '0.6'], '0.6'],
    [['--trials', '3'], 'Cannot use --trials here: a receipt is of one fault pattern, which --trial names'],
    [['--trial', '4294967296'], 'expected a whole number from 0 to 4294967295'],
    [['--out', 'faults.csv'], 'ends in .json'],
  ])('refuses %j with one sentence', async (args, sentence) => {
    const { code, stderr } = await run('faults', [...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain('    at ');
  });
});

describe('a reader that goes away', () => {
  it('ends a command quietly, as SIGPIPE does', async () => {
    const { code, stderr } = await run(
      'faults',
      ['--ber', '1e-1', '--trial', '0', '--device', 'wasm'],
      (child) => child.stdout!.destroy(),
    );
    expect(stderr).not.toMatch(/EPIPE|^ {4}at /m);
    expect(code).toBe(141);
  });
});

describe('ticks', () => {
  it('finds the ticks of the chosen layers, and says nothing of settings that play no part', async () => {
    const args = ['--layers', 'fc-3', '--images', '100', '--from', '1e-5', '--device', 'wasm'];
    const { code, stdout, stderr } = await run('ticks', args);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(
      /^fc-3 {2}#\/x\?.*\n {2}Baseline: float .* %, quantised .* % of 100 images\n( +\d+ points?(?: \(.*\))?: [≤≥]? ?\d.*, \d+ trials with flips\n){4}$/,
    );
    expect(stderr).toMatch(
      /^LeNetFC on generated digits, .* of fc-3, 100 images, seed 7 \(0x00000007\), each bit flips by chance; every rate draws its own flips$/m,
    );
  });

  it('ends with 143 after the ticks that it had found when it was stopped by SIGTERM', async () => {
    const args = ['--each', 'layers', '--images', '100', '--device', 'wasm', '--workers', '1'];
    const { code, stdout, stderr } = await run('ticks', args, (child) => {
      child.stdout!.on('data', (text) => String(text).includes(' points') && child.kill('SIGTERM'));
    });
    expect(code, stderr).toBe(143);
    expect(stdout).toMatch(/ 0 points.*, \d+ trials with flips\n/);
    expect(stdout.match(/ points/g)!.length).toBeLessThan(12);
  });

  it.each([
    [['--trials', '5'], 'Cannot use --trials here: a search runs as many as it needs'],
    [['--ber', '1e-3'], 'Cannot use --ber here: a search chooses its rates itself'],
    [['--protocol', 'nested'], 'Cannot use --protocol here: every rate of a search draws its own flips'],
    [['--each', 'neuron'], 'Cannot use each "neuron": expected blocks or layers'],
    [['--from', '1e-1', '--to', '1e-3'], 'expected the lower rate first'],
    [['--from', '0'], 'expected a power of ten, written as 1e-12 to 1e-1'],
    [['--from', '-2'], 'Cannot use from "-2": expected a power of ten, written as 1e-12 to 1e-1'],
    [['--seed', '-1'], 'Cannot use seed -1: expected'],
  ])('refuses %j with one sentence', async (args, sentence) => {
    const { code, stderr } = await run('ticks', [...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr.trim()).not.toContain('\n');
  });
});

describe('table1', () => {
  it("prints our row of a network below the paper's, from a search that it makes", async () => {
    const args = ['--model', 'lenet-fc', '--quick', '--device', 'wasm', '--workers', '2'];
    const { code, stdout, stderr } = await run('table1', args);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('LeNetFC on generated digits, weights: 74 types on 100 images');
    expect(stdout).toContain('| LeNetFC | paper: MNIST | 3 | FC 270K | 410 | 1.68 % | Q2.6 | Q5.3 |');
    expect(stdout).toMatch(
      /\| generated digits \| 3 \| FC 266,200 \| 410 \| 1\.75 % .*\| Q\d\.\d+ \| Q\d\.\d+ \|/,
    );
    expect(stdout).toContain('not measured: expected --mnist <folder>');
  });

  it('prints every network of the catalogue without measuring', async () => {
    const { code, stdout, stderr } = await run('table1', ['--from-stored']);
    expect(code, stderr).toBe(0);
    for (const title of ['LeNetFC', 'LeNetCNN', 'CF-VGG', 'VGG16', 'ResNet50', 'TiGRU', 'Chip net'])
      expect(stdout).toContain(`| ${title} |`);
    expect(stdout).toMatch(/VGG16 \| paper.*\n.*ImageNet \| 16 .* weights not at hand/);
    expect(stderr).not.toContain('types on');
  });

  it("takes Keras's weights and a folder of photos for a network that is not shipped", async () => {
    const args = ['--model', 'vgg16', '--weights', outFile('none.h5'), '--imagenet', folder];
    const { code, stderr } = await run('table1', args);
    expect(code).toBe(1);
    expect(stderr).toContain('none.h5: The file does not exist: expected a weight file of Keras or tfjs');
  });

  it.each([
    [['--model', 'alexnet'], 'expected one of lenet-fc'],
    [['--images', '0'], 'expected a whole number from 1 to 100000'],
    [['--from-stored', '--fresh'], 'Cannot use --fresh here: it plays no part beside --from-stored'],
    [['--images', '50', '--quick'], 'Both --quick and --images are given: --quick means 100 images'],
    [['--weights', 'w.h5'], 'expected --model vgg16 or --model resnet50'],
    [['--model', 'lenet-fc', '--weights', 'w.h5'], 'expected --model vgg16 or --model resnet50'],
    [['--out', 'table.csv'], 'ends in .md'],
  ])('refuses %j with one sentence', async (args, sentence) => {
    const { code, stderr } = await run('table1', [...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain('    at ');
  });
});

describe('bench', () => {
  it.each([
    [['--trials', '5'], 'Cannot use --trials here: it takes --shortcuts'],
    [['--shortcuts', '--rounds', '5'], 'Cannot use --rounds here: it plays no part beside --shortcuts'],
    [['--dynamic', '--full-size'], 'Cannot use --dynamic and --full-size: expected one of them'],
    [['--dynamic', '--model', 'vgg16'], 'Cannot use model "vgg16": expected lenet-fc or'],
  ])('refuses %j with one sentence', async (args, sentence) => {
    const { code, stderr } = await run('bench', [...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr.trim()).not.toContain('\n');
  });
});

describe('paper', () => {
  it('runs a tiny version of every figure, keeps it, and goes on from what is there', async () => {
    const out = outFile('paper');
    const args = ['--quick', '--device', 'wasm', '--workers', '1', '--out', out];
    const first = await run('paper', args);
    expect(first.code, first.stderr).toBe(0);
    expect(first.stderr).toContain(
      'LeNetFC on generated digits: 11 experiments, 3 patterns per rate, 100 samples',
    );
    expect(first.stderr).toContain(`84 trials ran; results are in ${out}`);
    const stored = readJson(join(out, 'lenet-fc/fc-3-count.stored.json'));
    expect(stored).toMatchObject({ id: 'fc-3-count', images: 100, rates: [{ ber: 1e-3 }, { ber: 1e-2 }] });
    expect(stored.environment).toMatch(
      /^wasm \(WASM SIMD\), 1 worker, .*, Node v\d.*, tfjs 4\.22\.0, .*\d{4}-\d\d-\d\d$/,
    );
    expect(readJson(join(out, 'ti-gru/hiddenState.stored.json')).images).toBe(10);
    expect(readJson(join(out, 'chip-net/signMagnitude.stored.json')).images).toBe(100);
    expect(first.stdout).toContain('| LeNetFC | paper: MNIST | 3 | FC 270K |');
    const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.includes('.'),
    );
    expect(files.filter((file) => !file.endsWith('.stored.json'))).toEqual([]);
    const again = await run('paper', [...args, '--fig', '4']);
    expect(again.stderr).toContain('0 trials ran');
    expect(readJson(join(out, 'lenet-fc/fc-3-count.stored.json'))).toEqual(stored);
    expect(readJson(join(out, 'outcomes.stored.json'))['fc3-steps']).toMatchObject({
      verdict: null,
      why: expect.stringContaining('Only 3 patterns so far'),
    });
  });

  it('keeps what it has when it is stopped, and measures a damaged file anew', async () => {
    const out = outFile('paper-stopped');
    const args = ['--model', 'lenet-fc', '--fig', '6', '--device', 'wasm', '--workers', '1', '--out', out];
    const { code, stderr } = await run('paper', args, (child) => {
      child.stderr!.on('data', (text) => String(text).includes(' of 63 trials') && child.kill('SIGINT'));
    });
    expect(code, stderr).toBe(130);
    expect(stderr).toContain('the same call goes on from here');
    const path = join(out, 'lenet-fc/weights-own-bernoulli.stored.json');
    expect(readJson(path).rates.length).toBeGreaterThan(0);
    writeFileSync(path, '{');
    const next = await run('paper', args, (child) => {
      child.stderr!.on('data', (text) => String(text).includes(' of 63 trials') && child.kill('SIGTERM'));
    });
    expect(next.code, next.stderr).toBe(143);
    expect(next.stderr).toContain(
      'which is not JSON: expected a result of the paper’s figures; it is measured anew',
    );
    expect(readJson(path).rates.length).toBeGreaterThan(0);
  });

  it('loses at most the batches in flight when it is killed', async () => {
    const out = outFile('paper-killed');
    const args = ['--model', 'lenet-fc', '--fig', '6', '--device', 'wasm', '--workers', '1', '--out', out];
    const killed = await run('paper', args, (child) => {
      child.stderr!.on('data', (text) => /[2-9]\d of 63 trials/.test(String(text)) && child.kill('SIGKILL'));
    });
    expect(killed.code).toBeNull();
    const told = Number([...killed.stderr.matchAll(/(\d+) of 63 trials/g)].at(-1)![1]);
    const journal = readFileSync(join(out, 'lenet-fc/weights-own-bernoulli.batches.jsonl'), 'utf8');
    const numKept = journal
      .trim()
      .split('\n')
      .reduce((sum, line) => sum + JSON.parse(line).trials.length, 0);
    expect(numKept).toBeGreaterThanOrEqual(told);
    const next = await run('paper', args, (child) => {
      child.stderr!.on('data', (text) => / of \d+ trials/.test(String(text)) && child.kill('SIGINT'));
    });
    expect(next.stderr).toContain(` of ${63 - numKept} trials`);
  });

  it.each([
    [['--fig', '7'], 'expected 2 or 3 or 4 or 5 or 6 or table1 or all'],
    [['--model', 'vgg16'], 'expected chip-net or lenet-fc'],
    [['--model', 'lenet-fc', '--fig', '2'], 'lenet-fc has no part in figure 2'],
    [['--data', folder], 'expected --out <folder> beside --data'],
    [['--fig', 'table1', '--limit', '5'], 'Cannot use --limit here: it plays no part beside --fig table1'],
    [['--report', 'claims.md', '--fig', '5'], 'Cannot use --fig here: it plays no part beside --report'],
    [['--limit', '0'], 'expected a whole number from 1'],
    [['--report', 'claims.txt'], 'ends in .md'],
    [['--out', 'package.json'], 'it is a file, expected a folder'],
  ])('refuses %j with one sentence', async (args, sentence) => {
    const { code, stderr } = await run('paper', [...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain('    at ');
  });
});
