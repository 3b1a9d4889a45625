import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AssetError } from '../../core/errors';
import { findChip, readChip } from './readChip';
import { sortFiles } from './sortFiles';

const csv = (content: BlobPart, name = 'chip.csv') => new File([content], name);
const TABLE = 'Vdd,BER,error (%)\n0.9,1e-6,2\n0.8,1e-3,12\n';

/** The table that came with these files, read. */
async function chipOf(...files: readonly File[]) {
  const { table } = await findChip(files);
  return table && readChip(table);
}

it('reads a table that came by itself, whatever its line ends and mark', async () => {
  expect(await chipOf(csv(TABLE))).toMatchObject({
    name: 'chip.csv',
    rows: [{ vdd: 0.9 }, { ber: 1e-3 }],
  });
  expect((await chipOf(csv(`\ufeff${TABLE.replaceAll('\n', '\r\n')}`)))?.rows).toHaveLength(2);
});

it('finds the table of a chip among other files, and refuses a second one', async () => {
  const notes = csv('hello', 'notes.txt');
  const log = csv('epoch,loss\n1,2', 'history.csv');
  expect(await findChip([])).toEqual({ table: null, others: [] });
  expect(await findChip([notes])).toEqual({ table: null, others: [notes] });
  expect(await findChip([log])).toEqual({ table: log, others: [] });
  expect(await findChip([log, notes])).toEqual({ table: null, others: [log, notes] });
  const table = csv(TABLE);
  expect(await findChip([notes, table, log])).toEqual({ table, others: [notes, log] });
  await expect(findChip([table, csv(TABLE, 'b.csv')])).rejects.toThrow(
    'b.csv: The file is a second table of a chip beside chip.csv: expected one',
  );
  await expect(sortFiles([log, notes])).rejects.toThrow(
    /^history\.csv, notes\.txt: Found 1 text file, 1 CSV table: expected .* with columns Vdd, BER and error, or a figure or bundle that this page exported$/,
  );
});

it('reads a gzipped table, and refuses one that is damaged or unpacks to more than 1 MB', async () => {
  const gz = (text: string) => new Uint8Array(gzipSync(text));
  const packed = gz(TABLE);
  for (const name of ['chip.csv.gz', 'chip.csv', 'chip.txt.gz'])
    expect((await chipOf(csv(packed, name)))?.rows).toHaveLength(2);
  const damaged = [packed.slice(0, -9), packed.with(-6 + packed.length, packed.at(-6)! ^ 1)];
  const members = new Uint8Array(Buffer.concat([packed, packed]));
  for (const bytes of [...damaged, members])
    await expect(chipOf(csv(bytes, 'chip.csv.gz'))).rejects.toThrow(
      /^chip\.csv\.gz: The gzip data is damaged, cut short or of several members: expected one table/,
    );
  await expect(chipOf(csv(gz(TABLE + ' '.repeat(1e6)), 'chip.csv.gz'))).rejects.toThrow(
    'chip.csv.gz: The table has more than 1 MB: expected at most 1 MB',
  );
});

it('reads a text with the columns of a chip, as a spreadsheet writes it with tabs', async () => {
  const text = `\uFEFF${TABLE.replaceAll(',', '\t')}`;
  const utf16 = new Uint8Array(Uint16Array.from(text, (char) => char.charCodeAt(0)).buffer);
  for (const name of ['chip.txt', 'chip.tsv', 'chip.csv']) {
    expect((await chipOf(csv(utf16, name)))?.rows).toHaveLength(2);
  }
});

it('takes a CSV file beside photos for their list of labels', async () => {
  const photo = new File([Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)], 'a.jpg');
  const { data } = await sortFiles([photo, csv('a.jpg,3', 'labels.csv')]);
  expect(data?.labels.map(({ name }) => name)).toEqual(['labels.csv']);
});

it('refuses what is empty, too large or no table, by name', async () => {
  await expect(chipOf(csv(''))).rejects.toThrow(/^chip\.csv: The file is empty/);
  await expect(chipOf(csv(TABLE + ' '.repeat(1e6)))).rejects.toThrow(
    'chip.csv: The table has 1.0 MB: expected at most 1 MB',
  );
  await expect(chipOf(csv('Vdd,error\n1,2'))).rejects.toThrow(/^chip\.csv: Column BER is missing/);
});

it('throws AssetError and nothing else whatever the bytes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      await chipOf(csv(bytes.slice())).catch((error: unknown) => expect(error).toBeInstanceOf(AssetError));
    }),
    { numRuns: 200 },
  );
});
