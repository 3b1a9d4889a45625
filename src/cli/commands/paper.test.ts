import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectRefusal, folder, outFile, readJson, run, stopAt } from './command.fixture';

describe('paper', () => {
  it('runs a tiny version of every figure, keeps it, and goes on from what is there', async () => {
    const out = outFile('paper');
    const args = ['--quick', '--device', 'wasm', '--workers', '1', '--out', out];
    const first = await run('paper', args);
    expect(first.code, first.stderr).toBe(0);
    expect(first.stderr).toContain(
      'LeNetFC on generated digits: 11 experiments, 3 trials per rate, 100 samples',
    );
    expect(first.stderr).toContain(`Ran 84 trials; results are in ${out}`);
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
    expect(again.stderr).toContain('Ran 0 trials');
    expect(readJson(join(out, 'lenet-fc/fc-3-count.stored.json'))).toEqual(stored);
    expect(readJson(join(out, 'outcomes.stored.json'))['fc3-steps']).toMatchObject({
      verdict: null,
      why: expect.stringContaining('Only 3 trials so far'),
    });
  });

  it('keeps what it has when it is stopped, and measures a damaged file anew', async () => {
    const out = outFile('paper-stopped');
    const args = ['--model', 'lenet-fc', '--fig', '6', '--device', 'wasm', '--workers', '1', '--out', out];
    const { code, stderr } = await run('paper', args, stopAt(/ of 63 trials/, 'SIGINT'));
    expect(code, stderr).toBe(130);
    expect(stderr).toContain('the same call goes on from here');
    const path = join(out, 'lenet-fc/weights-own-bernoulli.stored.json');
    expect(readJson(path).rates.length).toBeGreaterThan(0);
    writeFileSync(path, '{');
    const next = await run('paper', args, stopAt(/ of 63 trials/, 'SIGTERM'));
    expect(next.code, next.stderr).toBe(143);
    expect(next.stderr).toContain(
      'which is not JSON: expected a result of the paper’s figures; it is measured anew',
    );
    expect(readJson(path).rates.length).toBeGreaterThan(0);
  });

  it('loses at most the batches in flight when it is killed', async () => {
    const out = outFile('paper-killed');
    const args = ['--model', 'lenet-fc', '--fig', '6', '--device', 'wasm', '--workers', '1', '--out', out];
    const killed = await run('paper', args, stopAt(/[1-5]\d of 63 trials/, 'SIGKILL'));
    expect(killed.code).toBeNull();
    const told = Number([...killed.stderr.matchAll(/(\d+) of 63 trials/g)].at(-1)![1]);
    const journal = readFileSync(join(out, 'lenet-fc/weights-own-bernoulli.batches.jsonl'), 'utf8');
    const numKept = journal
      .trim()
      .split('\n')
      .reduce((sum, line) => sum + JSON.parse(line).trials.length, 0);
    expect(numKept).toBeGreaterThanOrEqual(told);
    const next = await run('paper', args, stopAt(/ of \d+ trials/, 'SIGINT'));
    expect(next.stderr).toContain(` of ${63 - numKept} trials`);
  });

  it.each([
    [['--fig', '7'], 'expected 2 or 3 or 4 or 5 or 6 or table1 or all'],
    [['--model', 'vgg16'], 'expected chip-net or lenet-fc'],
    [['--model', 'lenet-fc', '--fig', '2'], 'lenet-fc has no part in figure 2'],
    [['--data', folder], 'expected --out <folder> beside --data'],
    [['--fig', 'table1', '--limit', '5'], 'Cannot use --limit here: it has no effect with --fig table1'],
    [['--report', 'claims.md', '--fig', '5'], 'Cannot use --fig here: it has no effect with --report'],
    [['--limit', '0'], 'expected a whole number from 1'],
    [['--report', 'claims.txt'], 'ends in .md'],
    [['--out', 'package.json'], 'it is a file, expected a folder'],
  ])('refuses %j with one sentence', (args, sentence) => expectRefusal('paper', args, sentence));
});
