import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectRefusal, outFile, readJson, run, SMALL } from './command.fixture';

describe('compare', () => {
  const files = ['q26.json', 'q313.json'].map(outFile) as [string, string];

  it('prints ticks, ratio and whether the intervals are apart', async () => {
    const args = ['--images', '100', '--trials', '20', '--ber', '1e-4:1e-2:2', '--workers', '1'];
    await run('sweep', [...args, '--format', 'Q2.6', '--out', files[0]]);
    await run('sweep', [...args, '--format', 'Q3.13', '--out', files[1]]);
    const { code, stdout, stderr } = await run('compare', files);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('Paired by trial');
    const five = / 5 points: a\/b ([\d.]+) .*\n +a +([\d.e-]+).*\n +b +([\d.e-]+)/.exec(stdout)!;
    const [ratio, a, b] = five.slice(1).map(Number) as [number, number, number];
    expect(ratio).toBeGreaterThan(1);
    // Each of the three is rounded to two digits.
    expect(Math.abs(ratio / (a / b) - 1)).toBeLessThan(0.15);
    expect(stdout).toMatch(/ 5 points: .*, intervals apart\n/);
    const same = await run('compare', [files[0], files[0]]);
    expect(same.stdout).toMatch(/ 5 points: a\/b 1 .*, intervals overlap/);
  });

  it('says when sweeps are not paired, and refuses what cannot be compared', async () => {
    const other = outFile('other.json');
    await run('sweep', [...SMALL, '--seed', '8', '--out', other]);
    const unpaired = await run('compare', [files[0], other]);
    expect(unpaired.stdout).toContain('Not paired: seed, protocol or sampling differ');
    expect(unpaired.stdout).toContain('No ratio yet: 8 trials are needed at each rate, 3 so far\n');
    expect(unpaired.stdout).not.toMatch(/a\/b|, intervals |\d\.\d\de/);
    await run('sweep', [...SMALL, '--images', '50', '--out', other]);
    const refused = await run('compare', [files[0], other]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toBe(`${other}: Field "spec.images" is 50: expected 100, as in ${files[0]}\n`);
    const known = readJson(files[1]);
    known.baseline.quantised.wrong = 90;
    writeFileSync(other, JSON.stringify(known));
    const guessing = await run('compare', [files[0], other]);
    expect(guessing.code).toBe(1);
    expect(guessing.stderr).toContain(`${other}: LeNetFC `);
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
  ])('refuses %j with one sentence', (args, expectedCode, sentence) =>
    expectRefusal('compare', args, sentence, expectedCode),
  );
});
