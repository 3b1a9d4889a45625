import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AssetError } from '../../core/errors';
import { readChip } from './readChip';
import { sortFiles } from './sortFiles';

const csv = (content: BlobPart, name = 'chip.csv') => new File([content], name);
const TABLE = 'Vdd,BER,error (%)\n0.9,1e-6,2\n0.8,1e-3,12\n';

it('reads a table that came by itself, whatever its line ends and mark', async () => {
  expect(await readChip([csv(TABLE)])).toMatchObject({
    name: 'chip.csv',
    rows: [{ vdd: 0.9 }, { ber: 1e-3 }],
  });
  expect((await readChip([csv(`\ufeff${TABLE.replaceAll('\n', '\r\n')}`)]))?.rows).toHaveLength(2);
});

it('leaves other files, and files that came together, to others', async () => {
  expect(await readChip([])).toBeNull();
  expect(await readChip([csv('hello', 'notes.txt')])).toBeNull();
  expect(await readChip([csv(TABLE), csv(TABLE)])).toBeNull();
  await expect(sortFiles([csv(TABLE), csv('hello', 'notes.txt')])).rejects.toThrow(
    'chip.csv: The table of a chip came with other files: expected it by itself',
  );
});

it('reads a text with the columns of a chip, as a spreadsheet writes it with tabs', async () => {
  const text = `\uFEFF${TABLE.replaceAll(',', '\t')}`;
  const utf16 = new Uint8Array(Uint16Array.from(text, (char) => char.charCodeAt(0)).buffer);
  for (const name of ['chip.txt', 'chip.tsv', 'chip.csv']) {
    expect((await readChip([csv(utf16, name)]))?.rows).toHaveLength(2);
  }
});

it('takes a CSV file beside photos for their list of labels', async () => {
  const photo = new File([Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)], 'a.jpg');
  const { data } = await sortFiles([photo, csv('a.jpg,3', 'labels.csv')]);
  expect(data?.labels.map(({ name }) => name)).toEqual(['labels.csv']);
});

it('refuses what is empty, too large or no table, by name', async () => {
  await expect(readChip([csv('')])).rejects.toThrow(/^chip\.csv: The file is empty/);
  await expect(readChip([csv(TABLE + ' '.repeat(1e6))])).rejects.toThrow(
    'chip.csv: The table has 1.0 MB: expected at most 1 MB',
  );
  await expect(readChip([csv('Vdd,error\n1,2')])).rejects.toThrow(/^chip\.csv: Column BER is missing/);
});

it('throws AssetError and nothing else whatever the bytes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      await readChip([csv(bytes.slice())]).catch((error: unknown) =>
        expect(error).toBeInstanceOf(AssetError),
      );
    }),
    { numRuns: 200 },
  );
});
