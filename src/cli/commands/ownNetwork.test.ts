import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { safetensors } from '../../engine/weights/writeWeights.fake';
import { lenetOnnx } from '../session/lenetOnnx.fake';
import { regressionOnnx } from '../session/regressionOnnx.fake';
import { expectRefusal, outFile, readJson, run, SMALL } from './command.fixture';

const NETWORK = outFile('lenet.onnx');
writeFileSync(NETWORK, lenetOnnx());
const DIGITS = outFile('digits');
mkdirSync(DIGITS);
for (const name of ['t1k-images-idx3-ubyte.gz', 't1k-labels-idx1-ubyte.gz'])
  copyFileSync(`public/data/digits/${name}`, `${DIGITS}/${name}`);
const OWN = ['--model', NETWORK, '--data', DIGITS];

it('a network of the catalogue as an ONNX file has equal counts, trial by trial', async () => {
  const [own, known] = [outFile('own.json'), outFile('known.json')];
  const steps = ['--preprocess', 'divide=255,each=sample', '--format', 'Q2.6'];
  const structures = ['--structures', 'weights,biases'];
  const { code, stderr } = await run('sweep', [...OWN, ...steps, ...structures, ...SMALL, '--out', own]);
  expect(code, stderr).toBe(0);
  const { code: knownCode } = await run('sweep', [...structures, ...SMALL, '--out', known]);
  expect(knownCode).toBe(0);
  const [mine, theirs] = [readJson(own), readJson(known)];
  expect(mine.trials).toEqual(theirs.trials);
  expect(mine.baseline).toEqual(theirs.baseline);
  expect(mine.spec).toMatchObject({
    model: expect.stringMatching(/^file-[0-9a-f]{16}$/),
    data: expect.stringMatching(/^file-[0-9a-f]{16}$/),
    preprocessing: 'divide=255,each=sample',
    layers: ['fc1', 'fc2', 'fc3'],
  });
  // Its results are compared without the file, which they describe.
  const compared = await run('compare', [own, own]);
  expect(compared.code, compared.stderr).toBe(0);
  expect(compared.stdout).toContain(`${own}: lenet on samples`);
  // The link alone runs nothing else in place of the network.
  await expectRefusal(
    'sweep',
    ['--link', mine.link],
    `The link runs the network lenet.onnx, 1.1 MB, ${mine.spec.model}: expected --model <file> with it`,
  );
  await expectRefusal(
    'sweep',
    ['--link', mine.link, '--model', NETWORK],
    `expected --data <folder> with samples ${mine.spec.data.slice(5, 13)}…, as the link says`,
  );
  // The link repeats it, and says so.
  const again = await run('sweep', ['--link', mine.link, ...OWN, '--workers', '1']);
  expect(again.code, again.stderr).toBe(0);
  expect(again.stderr).toContain('eproduced');
});

it('proposes the preprocessing that the network was trained with, and says the runner-up', async () => {
  const out = outFile('proposed.json');
  const { code, stderr } = await run('sweep', [...OWN, ...SMALL, '--out', out]);
  expect(code, stderr).toBe(0);
  expect(readJson(out).spec.preprocessing).toBe('divide=255,each=sample');
  expect(stderr).toMatch(/samples, divide=255,each=sample has the fewest errors: \d+\nNext is /);
});

it('counts changed answers of samples without labels, on request or by itself', async () => {
  const samples = ['--data', `${DIGITS}/t1k-images-idx3-ubyte.gz`, '--preprocess', 'divide=255,each=sample'];
  const [without, labelled] = [outFile('without.json'), outFile('labelled.json')];
  const bare = await run('sweep', ['--model', NETWORK, ...samples, ...SMALL, '--out', without]);
  expect(bare.code, bare.stderr).toBe(0);
  const known = await run('sweep', [
    ...[...OWN, '--preprocess', 'divide=255,each=sample'],
    ...['--measure', 'changed', ...SMALL, '--out', labelled],
  ]);
  expect(known.code, known.stderr).toBe(0);
  const [mine, theirs] = [readJson(without), readJson(labelled)];
  expect(mine.spec.measure).toBe('changed');
  expect(theirs.spec.measure).toBe('changed');
  const wrong = (document: typeof mine) => document.trials.map((trial: { wrong: number }) => trial.wrong);
  expect(wrong(mine)).toEqual(wrong(theirs));
  expect(mine.baseline.float.wrong).toBe(0);
  expect(bare.stderr).toContain('error: another answer than in float without faults');
  await expectRefusal(
    'sweep',
    ['--model', NETWORK, ...samples, ...SMALL, '--measure', 'top5'],
    'Cannot use measure top5 for samples without labels: expected changed',
  );
});

it('takes a file of labels for samples without, and refuses what is none', async () => {
  const images = `${DIGITS}/t1k-images-idx3-ubyte.gz`;
  const rest = ['--preprocess', 'divide=255,each=sample', ...SMALL];
  const [apart, together, list] = [outFile('apart.json'), outFile('together.json'), outFile('list.txt')];
  const labels = ['--labels', `${DIGITS}/t1k-labels-idx1-ubyte.gz`];
  const own = ['--model', NETWORK, '--data', images];
  const { code, stderr } = await run('sweep', [...own, ...labels, ...rest, '--out', apart]);
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('Labels are those of');
  expect((await run('sweep', [...OWN, ...rest, '--out', together])).code).toBe(0);
  const [mine, theirs] = [readJson(apart), readJson(together)];
  expect(mine.spec.measure).toBe('top1');
  expect(mine.baseline).toEqual(theirs.baseline);
  expect(mine.trials).toEqual(theirs.trials);
  expect(mine.spec.data).toBe(theirs.spec.data);
  writeFileSync(list, '1\n2\n');
  await expectRefusal(
    'sweep',
    [...own, '--labels', list, ...rest],
    'list.txt: The file has 2 labels: expected 1000, one for each sample of',
    1,
  );
  await expectRefusal(
    'sweep',
    [...own, '--labels', outFile('none.npy')],
    'none.npy: The file does not exist: expected a file of labels',
    1,
  );
  await expectRefusal(
    'sweep',
    ['--model', NETWORK, ...labels],
    'Cannot use --labels without samples: expected --data',
  );
  await expectRefusal('sweep', labels, 'Cannot use --labels with LeNetFC, whose samples have their labels');
});

it('measures the deviation of a network that does not classify, and refuses what it does not have', async () => {
  const [network, rows, out] = [outFile('regression.onnx'), outFile('rows.csv'), outFile('deviation.json')];
  writeFileSync(network, regressionOnnx());
  const row = (at: number) => [0, 1, 2, 3].map((column) => Math.cos(1.7 * at + column * (at % 7)).toFixed(4));
  writeFileSync(rows, Array.from({ length: 60 }, (_, at) => `${row(at).join(',')}\n`).join(''));
  const own = ['--model', network, '--data', rows];
  const small = ['--trials', '3', '--ber', '1e-3,1e-1', '--workers', '1'];
  const { code, stderr } = await run('sweep', [...own, ...small, '--out', out]);
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('The network returns values [1] for a sample');
  const { spec, baseline, trials, link } = readJson(out);
  expect(spec.measure).toBe('deviation');
  expect(baseline.float.error).toBe(0);
  expect(baseline.quantised.error).toBeGreaterThan(0);
  expect(trials.every(({ value }: { value: number }) => value >= 0)).toBe(true);
  expect(new Set(trials.slice(3).map(({ value }: { value: number }) => value)).size).toBe(3);
  expect(link).not.toContain('&h=');
  const table = await run('sweep', [...own, ...small]);
  expect(table.stdout).toMatch(/^Deviation of outputs, baseline: float 0\.00 %, quantised \d+\.\d\d % of 60/);
  expect(table.stdout).toContain('error: RMS deviation from the outputs in float');
  await expectRefusal(
    'sweep',
    [...own, '--measure', 'top1'],
    'Cannot use measure "top1": expected deviation for regression',
  );
});

it('the perplexity of scores is that of the probabilities of a softmax after them, and a sigmoid has none', async () => {
  const [softmax, sigmoid, out] = [outFile('softmax.onnx'), outFile('sigmoid.onnx'), outFile('bits.json')];
  writeFileSync(softmax, lenetOnnx('Softmax'));
  writeFileSync(sigmoid, lenetOnnx('Sigmoid'));
  const rest = [
    '--data',
    DIGITS,
    '--preprocess',
    'divide=255,each=sample',
    '--measure',
    'perplexity',
    ...SMALL,
  ];
  const bits: number[][] = [];
  for (const network of [NETWORK, softmax]) {
    const { code, stderr } = await run('sweep', ['--model', network, ...rest, '--out', out]);
    expect(code, stderr).toBe(0);
    const { baseline, trials, ticks, link } = readJson(out);
    expect(link).toContain('&me=perplexity');
    expect(link).not.toContain('&h=');
    expect(ticks).toEqual([]);
    bits.push([baseline.float.error, ...trials.map(({ value }: { value: number }) => value)]);
  }
  expect(bits[0]!.length).toBeGreaterThan(3);
  for (const [index, value] of bits[0]!.entries()) expect(bits[1]![index]).toBeCloseTo(value, 4);
  expect(bits[0]![0]).toBeLessThan(1);
  await expectRefusal(
    'sweep',
    ['--model', sigmoid, ...rest],
    'Cannot use measure "perplexity": expected top1 or top5 or changed or deviation for sigmoid',
  );
  await expectRefusal(
    'ticks',
    ['--model', 'gpt-mini', '--measure', 'perplexity'],
    'No ticks: the losses of a perplexity',
  );
});

it('prints the sheet of a network', async () => {
  const { code, stdout } = await run('inspect', [NETWORK]);
  expect(code).toBe(0);
  expect(stdout).toContain('lenet.onnx: ONNX, IR version 8, opset 13, written by hand 1');
  expect(stdout).toMatch(/fc1 +linear \+ relu +\[300\] +235,500 +300 +\/fc1\/Gemm \(Gemm\), \/Relu \(Relu\)/);
  expect(stdout).toContain('6 trained tensors, 266,610 words in the order of the file');
});

it('lays weights onto a network of its own, which then has another identity', async () => {
  const weights = outFile('w.safetensors');
  const shapes = { 'fc1.weight': [784, 300], 'fc1.bias': [300], 'fc2.weight': [300, 100], 'fc2.bias': [100] };
  const others = { 'fc3.weight': [100, 10], 'fc3.bias': [10] };
  const file = safetensors(
    Object.fromEntries(
      Object.entries({ ...shapes, ...others }).map(([name, shape]) => [
        name,
        { shape, values: new Float32Array(shape.reduce((a, b) => a * b)).fill(0.01) },
      ]),
    ),
  );
  writeFileSync(weights, Buffer.from(await file.blob.arrayBuffer()));
  const [before, after] = [
    await run('inspect', [NETWORK]),
    await run('inspect', [NETWORK, '--weights', weights]),
  ];
  expect(after.code, after.stderr).toBe(0);
  const identity = (text: string) => /Identity: (file-[0-9a-f]{16})/.exec(text)![1];
  expect(identity(after.stdout)).not.toBe(identity(before.stdout));
  expect(after.stdout).toContain('The weights are those of w.safetensors');
  const out = outFile('laid.json');
  const steps = ['--preprocess', 'divide=255', '--weights', weights];
  const { code, stderr } = await run('sweep', [...OWN, ...steps, ...SMALL, '--out', out]);
  expect(code, stderr).toBe(0);
  expect(readJson(out).spec.model).toBe(identity(after.stdout));
  await expectRefusal(
    'sweep',
    [...OWN, '--weights', NETWORK, ...SMALL],
    'lenet.onnx: The file holds no weights: expected safetensors or .npz',
    1,
  );
});

it('refuses what it cannot use by name', async () => {
  await expectRefusal('paper', ['--model', NETWORK], 'expected a network of the catalogue. sweep, ticks');
  await expectRefusal(
    'sweep',
    ['--model', './none.onnx', '--data', DIGITS],
    'none.onnx: The file does not exist',
    1,
  );
  await expectRefusal('sweep', ['--model', NETWORK], 'expected --data <folder> with its samples');
  await expectRefusal(
    'sweep',
    [...OWN, '--preprocess', 'crop=900000', ...SMALL],
    'The part crop= has the value',
  );
  const other = '#/x?v=1&m=file-0123456789abcdef';
  await expectRefusal('sweep', [...OWN, '--link', other], 'expected file-0123456789abcdef, as the link says');
});
