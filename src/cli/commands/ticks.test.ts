import { describe, expect, it } from 'vitest';
import { expectRefusal, run, stopAt } from './command.fixture';

describe('ticks', () => {
  it('finds the ticks of the chosen layers, and says nothing of ignored settings', async () => {
    const args = ['--layers', 'fc-3', '--images', '100', '--from', '1e-5', '--device', 'wasm'];
    const { code, stdout, stderr } = await run('ticks', args);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(
      /^fc-3 {2}#\/x\?.*\n {2}Baseline: float .* %, quantised .* % of 100 images\n( +\d+ points?(?: \(.*\))?: [≤≥]? ?\d.*, [\d,]+ trials? with flips\n){4}$/,
    );
    expect(stderr).toMatch(
      /^LeNetFC on generated digits, .* of fc-3, 100 images, seed 7 \(0x00000007\), each bit flips by chance; every rate draws its own flips$/m,
    );
  });

  it('ends with 143 after the ticks that it had found when it was stopped by SIGTERM', async () => {
    const args = ['--each', 'layers', '--images', '100', '--device', 'wasm', '--workers', '1'];
    const { code, stdout, stderr } = await run('ticks', args, stopAt(/ points/, 'SIGTERM'));
    expect(code, stderr).toBe(143);
    expect(stdout).toMatch(/ 0 points.*, [\d,]+ trials? with flips\n/);
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
  ])('refuses %j with one sentence', (args, sentence) => expectRefusal('ticks', args, sentence));
});
