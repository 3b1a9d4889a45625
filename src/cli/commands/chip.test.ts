import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectRefusal, outFile, readJson, run, stopAt } from './command.fixture';

describe('chip', () => {
  const csv = outFile('made-up.csv');
  writeFileSync(csv, 'Vdd (mV),BER,error (%),note\n900,0,2,nominal\n750,1e-3,5,\n700,1e-1,80,\n');
  const args = ['--csv', csv, '--images', '100', '--workers', '1', '--device', 'wasm', '--trials', '2'];
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
    const more = await run('chip', [...args.slice(0, -1), '8']);
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

  it('ends with 143 when it is stopped by SIGTERM', async () => {
    const { code, stderr } = await run(
      'chip',
      ['--csv', csv, '--trials', '100000'],
      stopAt(/Device/, 'SIGTERM'),
    );
    expect(code, stderr).toBe(143);
  });

  it.each([
    [[], 'Cannot compare without a chip: expected --csv <file> with columns Vdd, BER and error'],
    [['--csv', '/nowhere.csv'], '/nowhere.csv: The file does not exist: expected a table with columns Vdd,'],
    [['--csv', 'docs'], 'docs: It is a folder: expected a table with columns Vdd, BER and error'],
    [['--csv', perfect], 'perfect.csv: No row has a BER above 0: expected at least one to simulate'],
    [['--csv', 'LICENSE'], 'LICENSE: Column Vdd is missing in row 1'],
    [[...args, '--encoding', 'signMagnitude'], 'Cannot use --encoding here: both are simulated'],
    [[...args, '--ber', '1e-3'], "Cannot use --ber here: the rates are those of the chip's table"],
    [[...args, '--out', 'chip.txt'], 'ends in .json or .csv'],
  ])('refuses %j with one sentence', (refused, sentence) => expectRefusal('chip', refused, sentence));
});
