import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Fingerprint } from '../../experiment/fingerprint/fingerprint';
import { formatFingerprint, parseFingerprint } from '../../experiment/fingerprint/fingerprintText';
import { idxFolder, outFile, readJson, run, SMALL, stopAt } from './command.fixture';

describe('sweep', () => {
  it('writes every trial with spec, link, environment, baseline and points as JSON', async () => {
    const out = outFile('small.json');
    const { code, stderr } = await run('sweep', [...SMALL, '--out', out, '--device', 'wasm']);
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/Device: wasm \(WASM SIMD\), 1 worker: chosen by hand/);
    const result = readJson(out);
    expect(result.spec).toMatchObject({ model: 'lenet-fc', format: 'Q2.6', trials: 3, images: 100, seed: 7 });
    expect(result.environment).toMatchObject({ device: 'wasm', adapter: 'WASM SIMD', tfjs: '4.22.0' });
    expect(result.environment.workers).toBe(1);
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

  it('says that it reproduces the fingerprint of a link, or what contradicts it', async () => {
    const check = async (link: string, ...more: readonly string[]) => {
      const { code, stderr } = await run('sweep', ['--link', link, '--workers', '1', ...more]);
      return { code, stderr: stderr.trim() };
    };
    const { stdout } = await run('sweep', [...SMALL, '--device', 'cpu']);
    const link = /^Link: (.*)$/m.exec(stdout)![1]!;
    const same = await check(link, '--device', 'wasm');
    expect(same.code).toBe(0);
    expect(same.stderr).toMatch(/\nReproduced exactly: .*$/);

    const [recipe, text] = link.split('&h=') as [string, string];
    const forge = (change: Partial<Fingerprint>) =>
      `${recipe}&h=${formatFingerprint({ ...parseFingerprint(text), ...change })}`;
    const other = await check(forge({ masks: 1 }));
    expect(other.code).toBe(1);
    expect(other.stderr).toMatch(
      /Different faults: report this\..*\nLink: .*\nFingerprint of this device: 1/,
    );
    const counts = await check(forge({ counts: 1 }));
    expect(counts.code).toBe(0);
    expect(counts.stderr).toMatch(/\nSame faults, and equal sums at every rate\..*$/);
    expect((await check(link, '--seed', '8')).stderr).toMatch(/\nOther settings .*: no verdict\.$/);
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
    expect(rows[1]).toMatch(/,wasm,WASM SIMD,1,/);
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
      /\n(?:Mean|The mean) .*\nOver the 30 trials at this rate .* correlate with r = 0\.\d\d \(Pearson\)/,
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
    const { code, stderr } = await run('sweep', args, { before: loseWorkers });
    expect(code, stderr).toBe(1);
    expect(stderr).toMatch(/Stopped: kept \d+ trials\n.*driver reset.*\n$/);
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
    const { code, stderr } = await run('sweep', args, stopAt(/trials.* left/, signal));
    expect(code, stderr).toBe(exitCode);
    expect(stderr).toMatch(/Stopped: kept \d+ trials/);
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
    [['--colour', 'red'], 'Cannot use unknown option --colour: expected one of those that --help lists'],
    [['lenet-fc'], 'Cannot use argument "lenet-fc": expected options only, which --help lists'],
    [['--device', 'tpu'], 'auto or webgpu or wasm or cpu'],
    [['--link', '#/x?v=1&d=mnist'], 'expected --data <folder>'],
  ])('refuses %j with one sentence', async (args, sentence) => {
    const { code, stderr } = await run('sweep', [...args]);
    expect(code).not.toBe(0);
    expect(stderr).toContain(sentence);
    expect(stderr.trim()).not.toContain('\n');
  });

  it('counts all images of a folder that has fewer than the default', async () => {
    const out = outFile('few.json');
    const { code, stderr } = await run('sweep', [
      ...['--data', idxFolder(3, 3), '--trials', '1', '--ber', '1e-3', '--out', out],
    ]);
    expect(code, stderr).toBe(0);
    const { spec, baseline, trials } = readJson(out);
    expect([spec.images, baseline.quantised.total]).toEqual([3, 3]);
    expect(trials[0].wrongPerClass).toHaveLength(10);
  });

  it('refuses a link to more images than a folder has', async () => {
    const linked = ['--data', idxFolder(3, 3), '--link', '#/x?v=1&n=1&b=1e-3'];
    const { code, stderr } = await run('sweep', linked);
    expect(code).toBe(2);
    expect(stderr).toContain('expected a whole number from 1 to 3');
  });

  it('names the file when MNIST is damaged', async () => {
    const data = idxFolder(2, 1);
    const { code, stderr } = await run('sweep', ['--data', data]);
    expect(code).toBe(1);
    expect(stderr).toContain('t10k-images-idx3-ubyte: ');
    expect(stderr).not.toContain('    at ');
  });
});
