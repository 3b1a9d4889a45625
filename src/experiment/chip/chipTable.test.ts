import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { measureCpu } from '../../core/cpuTime.fake';
import { AssetError } from '../../core/errors';
import { parseChipTable, readChipTable } from './chipTable';

const read = (...lines: readonly string[]) => parseChipTable(lines.join('\n'), 'chip.csv');
const HEADER = 'Vdd (V),BER,error (%)';

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof AssetError) return error.message;
    throw error;
  }
  return 'no error';
}

describe('parseChipTable', () => {
  const rows = [
    { vdd: 0.9, ber: 1e-6, error: 0.02 },
    { vdd: 0.7, ber: 1e-3, error: 0.25 },
  ];

  test.each([
    ['commas', 'Vdd,BER,error (%)\n0.9,1e-6,2\n0.7,1e-3,25'],
    ['semicolons', 'Vdd;BER;error (%)\n0.9;1e-6;2\n0.7;1e-3;25'],
    ['tabs', 'Vdd\tBER\terror (%)\n0.9\t1e-6\t2\n0.7\t1e-3\t25'],
    ['falling rates', 'Vdd,BER,error (%)\n0.7,1e-3,25\n0.9,1e-6,2\n'],
    ['another order and case', 'ERROR [%],vdd (v),ber\n2,0.9,0.000001\n25,.7,1E-3'],
    ['millivolts', 'Vdd (mV),BER (per bit),error (%)\n900,1e-6,2\n700,1e-3,25'],
    ['shares by header', 'Vdd,BER,error (share)\n0.9,1e-6,0.02\n0.7,1e-3,0.25'],
    ['no brackets', 'Vdd,BER,error %\n0.9,1e-6,2\n0.7,1e-3,25'],
    ['a byte order mark and CRLF', '\uFEFFVdd,BER,error (%)\r\n0.9,1e-6,2\r\n0.7,1e-3,25\r\n'],
    ['quotes', '"Vdd (V)","BER","error (%)"\n"0.9","1e-6","2"\n"0.7","1e-3","25"'],
    ['blank lines and rows of separators', '\nVdd,BER,error (%),\n0.9,1e-6,2\n\n0.7,1e-3,25,,\n,,,\n'],
  ])('reads a table with %s', (_, text) => {
    expect(parseChipTable(text, 'chip.csv')).toEqual({ name: 'chip.csv', rows, notes: [] });
  });

  test.each([
    ['a line of the separator', 'sep=;\nVdd;BER;error (%)\n0.9;1e-6;2\n0.7;1e-3;25', []],
    ['a quoted line of the separator', '"sep=,"\r\nVdd,BER,error (%)\r\n0.9,1e-6,2\r\n0.7,1e-3,25', []],
    ['a separator that no other table has', 'sep=|\nVdd|BER|error (%)\n0.9|1e-6|2\n0.7|1e-3|25', []],
    [
      'a separator that numbers have',
      'sep=-\nVdd,BER,error (%)\n0.9,1e-6,2\n0.7,1e-3,25',
      ['1 row above the header left out'],
    ],
    [
      'notes of several lines',
      'Vdd,BER,error (%),"a\nnote"\n0.9,1e-6,2,"warm,\ndry"\n0.7,1e-3,25,',
      ['Column "a\\nnote" left out'],
    ],
    ['a row of units', 'Vdd,BER,error\nV,1,%\n0.9,1e-6,2\n0.7,1e-3,25', []],
    ['a row of units in brackets', 'BER,Vdd,error\n,[mV],(%)\n1e-6,900,2\n1e-3,700,25', []],
    [
      'remarks above and between rows',
      '# chip 3; 25 C, "hot"\n# run 2\nVdd;BER;error (%)\n0.9;1e-6;2\n# later\n0.7;1e-3;25',
      ['2 rows above the header left out', '1 row after a # left out'],
    ],
    ['a header that is a remark', '# Vdd,BER,error (%)\n0.9,1e-6,2\n0.7,1e-3,25', []],
    [
      'a column #',
      '#,Vdd,BER,error (%)\n#1,0.9,1e-6,2\n#2,0.7,1e-3,25\n#3,,,',
      ['Column "#" left out', '1 row after a # left out'],
    ],
    [
      'what an instrument says of itself',
      'Tester 5,rev. 2\nDate,2026-03-02\n\nVdd,BER,error (%)\n0.9,1e-6,2\n0.7,1e-3,25',
      ['2 rows above the header left out'],
    ],
    [
      'decimal commas',
      'Vdd;BER;error (%)\n0,90;1,0E-06;2,0\n0,7;0,001;25',
      ['Commas in numbers read as decimal points'],
    ],
    [
      'decimal commas in quotes between commas',
      'Vdd,BER,error (%)\n"0,9",1e-6,"2,0"\n"0,7",1e-3,25',
      ['Commas in numbers read as decimal points'],
    ],
    [
      'decimal commas in whole millivolts',
      'Vdd (mV);BER;error (%)\n900,000;1e-6;2\n700,000;1e-3;25',
      ['Commas in numbers read as decimal points'],
    ],
    ['semicolons at the ends of its rows', 'Vdd;BER;error (%);;\n0.9;1e-6;2;;\n0.7;1e-3;25;;', []],
  ])('reads a table with %s', (_, text, notes) => {
    expect(parseChipTable(text, 'chip.csv')).toEqual({ name: 'chip.csv', rows, notes });
  });

  it.each([
    'Vdd;BER;error;note\n1;0;0;x',
    'Vdd,BER,error,note\n1.0,0,0,x',
    'Vdd (mV),BER,error,note\n900,0,0,x',
    'Vdd,BER,error,note\n1,0,0,x\n1,1e-3,0,x',
    'Vdd (mV),BER,error (%),temperature\n900,0,2,25\n700,1e-3,25.0,25',
    'Vdd (mV),BER,error (%),note\n900,0,2,5\n700,1e-3,25,x',
  ])('takes no number of %j for half of one with a decimal comma', (text) => {
    expect(parseChipTable(text, 'chip.csv').rows[0]!.ber).toBe(0);
  });

  it('counts the rows of its messages as an editor does, whatever stands above', () => {
    expect(messageOf(() => read('sep=;', '# remark', '', 'Vdd;BER;error', 'V;;%', '0.9;1e-6;x'))).toContain(
      'Row 6, column "error" is "x"',
    );
    expect(
      messageOf(() => read('Vdd,BER,error,"a', 'note"', '0.9,1e-6,2,"b', '', 'c"', '0.7,1e-3,x')),
    ).toContain('Row 6, column "error" is "x"');
  });

  it.each([
    ['\n', 4],
    ['\r\n', 4],
    ['\r', 4],
    ['\r\n', 6, '\r\n \r\n'],
    ['\n', 5, '\n'],
  ])('counts them so below a line of the separator with line ends %j: row %i', (end, row, before = '') => {
    const text = before + ['sep=;', 'Vdd;BER;error', 'V;;%', '0.9;1e-6;x'].join(end);
    expect(messageOf(() => parseChipTable(text, 'chip.csv'))).toContain(`Row ${row}, column "error" is "x"`);
  });

  it('keeps rows of one rate, highest voltage first, in either order of the file', () => {
    const lines = ['0.9,0,1.6', '0.8,0,1.6', '0.8,0,1.7', '0.7,1e-5,2', '0.7,1e-5,2.5', '0.6,1e-3,9'];
    const voltages = (table: { rows: readonly { vdd: number }[] }) => table.rows.map(({ vdd }) => vdd);
    expect(voltages(read(HEADER, ...lines))).toEqual([0.9, 0.8, 0.8, 0.7, 0.7, 0.6]);
    expect(voltages(read(HEADER, ...lines.toReversed()))).toEqual([0.9, 0.8, 0.8, 0.7, 0.7, 0.6]);
    expect(read(HEADER, '0.9,0,1.6', '0.8,0,1.6').rows).toHaveLength(2);
    expect(messageOf(() => read(HEADER, ...lines, '0.5,0,2'))).toContain(
      'Row 8, column "BER" is "0": expected above 1e-3 of row 7',
    );
  });

  it('leaves other columns out and names them', () => {
    const table = read(
      'no.,Vdd,temperature,BER,error (%)',
      '1,0.9,"25, warm",1e-6,2',
      '2,0.7,"a ""b""",1e-3,25',
    );
    expect(table.rows).toEqual(rows);
    expect(table.notes).toEqual(['Columns "no.", "temperature" left out']);
    expect(read(`${HEADER},note`, '0.9,1e-6,2').notes).toEqual(['Column "note" left out']);
    expect(read(`${HEADER},a,b,c,d,e,f,g`, '0.9,1e-6,2').notes).toEqual([
      'Columns "a", "b", "c", "d", "e" and 2 more left out',
    ]);
  });

  it('reads errors without a unit as shares if none is above 1, else as percentages, and says so', () => {
    const shares = read('Vdd,BER,error', '0.9,1e-6,0.02', '0.7,1e-3,1');
    expect(shares.rows.map(({ error }) => error)).toEqual([0.02, 1]);
    expect(shares.notes).toEqual([
      'The header names no unit for the error and the highest is 1: read as shares of images',
    ]);
    const percentages = read('Vdd,BER,error', '0.9,1e-6,0.5', '0.7,1e-3,1.5');
    expect(percentages.rows.map(({ error }) => error)).toEqual([0.005, 0.015]);
    expect(percentages.notes).toEqual([
      'The header names no unit for the error and the highest is 1.5: read as percentages',
    ]);
    // Control: a unit in the header has priority.
    expect(read(HEADER, '0.9,1e-6,0.5').rows[0]?.error).toBe(0.005);
  });

  it('takes rate 0 as a rate, and a single row as sorted', () => {
    expect(read(HEADER, '1.1,0,1.7', '0.9,1e-12,1.7', '0.6,0.5,90').rows.map(({ ber }) => ber)).toEqual([
      0, 1e-12, 0.5,
    ]);
    expect(read(HEADER, '1.1,0,1.7').rows).toHaveLength(1);
  });

  const SHAPE = 'expected columns Vdd, BER and error';
  const NUMBER = 'expected a number with a decimal point and no unit';
  const HALVES = 'expected a decimal point in some number, or semicolons between the cells, as';
  const RATE = 'expected a share of bits, 0 or 1e-12 to 0.5, such as 3.16e-4';
  test.each([
    ['nothing', '', `The file is empty: ${SHAPE}`],
    ['blank lines', '\uFEFF\r\n \n', `The file is empty: ${SHAPE}`],
    ['a header alone', `${HEADER}\n`, 'The file has a header and no rows: expected at least 1'],
    [
      'no error',
      '\nVdd,BER\n0.9,1e-6',
      `Column error is missing in row 2, which holds "Vdd", "BER": ${SHAPE}`,
    ],
    ['no header', '0.9,1e-6,2', `Column Vdd is missing in row 1, which holds "0.9", "1e-6", "2": ${SHAPE}`],
    [
      'spaces between cells',
      'Vdd BER error\n0.9 1e-6 2',
      `Column Vdd is missing in row 1, which holds "Vdd BER error": ${SHAPE}, with commas, semicolons or tabs between them`,
    ],
    ['two rates', 'Vdd,BER,error,ber\n', 'Columns 2 and 4 are both BER: expected one'],
    [
      'a strange unit',
      'Vdd,BER,error (images)\n0.9,1e-6,2',
      'Column "error (images)" has unit "images": expected none or one of 1, %, percent, share',
    ],
    [
      'rates in percent',
      'Vdd,BER (%),error\n',
      'Column "BER (%)" has unit "%": expected none or one of 1, share, per bit',
    ],
    [
      'a unit that every object has',
      'Vdd (constructor),BER,error\n',
      'Column "Vdd (constructor)" has unit "constructor": expected none or one of v, volt, volts, mv',
    ],
    ['a word', `${HEADER}\n0.9,1e-6,none`, `Row 2, column "error (%)" is "none": ${NUMBER}`],
    ['a unit in a cell', `${HEADER}\n0.9V,1e-6,2`, `Row 2, column "Vdd (V)" is "0.9V": ${NUMBER}`],
    ['an empty cell', `${HEADER}\n0.9,1e-6,2\n0.8,1e-5,`, `Row 3, column "error (%)" is empty: ${NUMBER}`],
    ['a short row', `${HEADER}\n0.9,1e-6`, `Row 2, column "error (%)" is empty: ${NUMBER}`],
    ['infinity', `${HEADER}\n0.9,1e-6,1e999`, `Row 2, column "error (%)" is "1e999": ${NUMBER}`],
    ['a hexadecimal', `${HEADER}\n0x1,1e-6,2`, `Row 2, column "Vdd (V)" is "0x1": ${NUMBER}`],
    [
      'decimal commas beside decimal points',
      'Vdd;BER;error\n0,9;1e-6;2\n0.8;1e-5;2',
      `Row 2, column "Vdd" is "0,9": ${NUMBER}`,
    ],
    [
      'millivolts whose commas may stand between thousands',
      'Vdd (mV);BER;error\n900;1e-5;2\n1,000;1e-6;2',
      `Row 3, column "Vdd (mV)" is "1,000": ${NUMBER}`,
    ],
    [
      'a strange unit below the header',
      'Vdd,BER,error\nkV,1,%\n0.9,1e-6,2',
      'Column "Vdd" has unit "kv": expected none or one of v, volt, volts, mv',
    ],
    [
      'another unit below the header than in it',
      'Vdd (V),BER,error\nmV,1,%\n0.9,1e-6,2',
      'Row 2 gives column "Vdd (V)" the unit "mv": expected that of the header',
    ],
    [
      'a second header',
      `${HEADER}\n0.9,1e-6,2\n${HEADER}`,
      `Row 3, column "Vdd (V)" is "Vdd (V)": ${NUMBER}`,
    ],
    [
      'no rate below a remark',
      '# chip 3\nVdd;error\n0.9;2',
      `Column BER is missing in row 2, which holds "Vdd", "error": ${SHAPE}`,
    ],
    [
      'decimal commas between commas',
      `${HEADER}\n0,9,0.000001,2`,
      'Row 2 has 4 cells: expected 3 as in the header, with decimal points, or semicolons between them',
    ],
    [
      'decimal commas between commas below a header that ends in one',
      'Vdd,BER,error (%),\n900,1e-6,2,5\n700,1e-3,25,1'.replace('Vdd', 'Vdd (mV)'),
      'Row 2 has 4 cells: expected 3 as in the header, with decimal points, or semicolons between them',
    ],
    [
      'volts with decimal commas between commas and a column that is not read',
      'Vdd,BER,error,note\n1,0,1e-5,2',
      `Row 2, column "Vdd" is "1": ${HALVES} "1,0" may be one number`,
    ],
    [
      'volts below 1 so',
      'Vdd,BER,error,note\n0,9,1e-5,2\n0,8,1e-4,3',
      `Row 2, column "Vdd" is "0": ${HALVES} "0,9" may be one number`,
    ],
    [
      'rates with decimal commas so',
      'Vdd (mV),BER,error (%),note\n900,0,001,2\n700,0,1,25',
      `Row 2, column "BER" is "0": ${HALVES} "0,001" may be one number`,
    ],
    [
      'errors with decimal commas so',
      'Vdd (mV),BER,error (%),note\n900,1e-5,2,5\n700,1e-3,25,1',
      `Row 2, column "error (%)" is "2": ${HALVES} "2,5" may be one number`,
    ],
    [
      'some errors so, beside whole ones',
      'Vdd (mV),BER,error (%),note\n900,1e-5,2\n800,1e-4,2,5\n700,1e-3,25',
      `Row 3, column "error (%)" is "2": ${HALVES} "2,5" may be one number`,
    ],
    ['a rate that is no number', `${HEADER}\n0.9,low,2`, `Row 2, column "BER" is "low": ${RATE}`],
    ['a rate above 0.5', `${HEADER}\n0.9,0.51,2`, `Row 2, column "BER" is "0.51": ${RATE}`],
    ['a negative rate', `${HEADER}\n0.9,-1e-6,2`, `Row 2, column "BER" is "-1e-6": ${RATE}`],
    ['a rate below 1e-12', `${HEADER}\n0.9,1e-13,2`, `Row 2, column "BER" is "1e-13": ${RATE}`],
    ['a rate that a double loses', `${HEADER}\n0.9,1e-400,2`, `Row 2, column "BER" is "1e-400": ${RATE}`],
    [
      'an error above 100 %',
      `${HEADER}\n0.9,1e-6,101`,
      'Row 2, column "error (%)" is "101": expected 0 to 100 %',
    ],
    ['a negative error', `${HEADER}\n0.9,1e-6,-1`, 'Row 2, column "error (%)" is "-1": expected 0 to 100 %'],
    [
      'a share above 1',
      'Vdd,BER,error (share)\n0.9,1e-6,1.5',
      'Row 2, column "error (share)" is "1.5": expected 0 to 1, a share of images',
    ],
    [
      'unsorted rates',
      `${HEADER}\n0.9,1e-6,2\n\n0.8,1e-4,3\n0.7,1e-5,4`,
      'Row 5, column "BER" is "1e-5": expected above 1e-4 of row 4, as the first rows rise: sort the rows by rate',
    ],
    [
      'rates that fall, then rise',
      `${HEADER}\n0.7,1e-3,9\n0.8,1e-4,3\n0.9,1e-2,2`,
      'Row 4, column "BER" is "0.01": expected below 1e-4 of row 3, as the first rows fall: sort the rows by rate',
    ],
    [
      'a rate behind a 0 that the rates fell to',
      `${HEADER}\n0.7,1e-3,9\n0.8,0,3\n0.85,0,3\n0.9,1e-5,2`,
      'Row 5, column "BER" is "1e-5": expected 0 as in row 4, as the first rows fall: sort the rows by rate',
    ],
    [
      'volts that are millivolts',
      `${HEADER}\n900,1e-3,2`,
      'Row 2, column "Vdd (V)" is "900": expected above 0 to 10 V, or millivolts below a header Vdd (mV)',
    ],
  ])('refuses %s', (_, text, message) => {
    expect(messageOf(() => parseChipTable(text, 'chip.csv'))).toBe(`chip.csv: ${message}`);
  });

  it('takes 1,000 rows and refuses more', () => {
    const lines = Array.from({ length: 1_001 }, (_, index) => `0.9,${index + 1}e-6,2`);
    expect(read(HEADER, ...lines.slice(1)).rows).toHaveLength(1_000);
    expect(messageOf(() => read(HEADER, ...lines))).toBe(
      'chip.csv: The file has 1001 rows: expected at most 1000',
    );
  });

  it('keeps messages short whatever the file holds, and does not take time with its square', () => {
    const long = 'x'.repeat(100_000);
    // A regular expression that tries every split of the digits took 13 s for one of these.
    const digits = '1'.repeat(100_000);
    const texts = [
      long,
      `${HEADER}\n${digits}x,1,2`,
      `${HEADER}\n1,${digits}x,2`,
      `${HEADER}\n${long},1,2`,
      Array(9_999).fill(long.slice(0, 50)).join(','),
      '" '.repeat(100_000),
    ];
    const { result: messages, cpuMs } = measureCpu(() =>
      texts.map((text) => messageOf(() => parseChipTable(text, 'chip.csv'))),
    );
    for (const message of messages) expect(message.length).toBeLessThan(400);
    expect(cpuMs).toBeLessThan(4_000);
  });
});

describe('any text', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      'Vdd',
      'BER',
      'error (%)',
      'error',
      '0.9',
      '1e-3',
      '12',
      '',
      '"',
      '-1',
      '1e999',
      '\uFEFF',
    ),
    fc.string({ maxLength: 6 }),
    fc.double().map(String),
  );
  const line = fc.tuple(fc.constantFrom(',', ';', '\t'), fc.array(cell, { maxLength: 5 }));
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => new TextDecoder().decode(bytes)),
    fc.array(line, { maxLength: 6 }).map((lines) => lines.map(([by, cells]) => cells.join(by)).join('\n')),
    fc
      .array(fc.array(cell, { minLength: 3, maxLength: 4 }), { maxLength: 4 })
      .map((lines) => ['Vdd,BER,error', ...lines.map((cells) => cells.join(','))].join('\r\n')),
  );

  it('gives a table within its ranges or an AssetError, and nothing else', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        try {
          const { rows } = parseChipTable(text, 'chip.csv');
          expect(rows.length).toBeGreaterThan(0);
          for (const [index, { vdd, ber, error }] of rows.entries()) {
            expect(vdd > 0 && vdd <= 10 && error >= 0 && error <= 1).toBe(true);
            expect(ber === 0 || (ber >= 1e-12 && ber <= 0.5)).toBe(true);
            if (index > 0) expect(ber).toBeGreaterThanOrEqual(rows[index - 1]!.ber);
          }
        } catch (error) {
          if (!(error instanceof AssetError)) throw error;
          expect(error.asset).toBe('chip.csv');
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('reads back every table that was written (control: the fuzz is not all refusals)', () => {
    const row = fc.record({
      vdd: fc.double({ min: 0.1, max: 10, noNaN: true }),
      ber: fc.double({ min: 1e-12, max: 0.5, noNaN: true }),
      error: fc.double({ min: 0, max: 1, noNaN: true }).map((error) => error + 0),
    });
    const tables = fc.uniqueArray(row, { minLength: 1, maxLength: 20, selector: ({ ber }) => ber });
    fc.assert(
      fc.property(tables, (rows) => {
        const sorted = [...rows].sort((a, b) => a.ber - b.ber);
        const lines = sorted.map(({ vdd, ber, error }) => `${vdd},${ber},${error}`);
        expect(read('Vdd,BER,error (share)', ...lines).rows).toEqual(sorted);
        expect(read('Vdd,BER,error (share)', ...lines.reverse()).rows).toEqual(sorted);
      }),
    );
  });
});

describe('readChipTable', () => {
  it('reads bytes in the encodings of spreadsheets, and names what is no text', () => {
    const text = 'Vdd (V)\tBER\terror (%)\r\n0.9\t1e-6\t2\r\n';
    const utf16 = new Uint8Array(Uint16Array.from(`\uFEFF${text}`, (char) => char.charCodeAt(0)).buffer);
    for (const bytes of [utf16, new TextEncoder().encode(text)]) {
      expect(readChipTable(bytes, 'chip.csv').rows).toEqual([{ vdd: 0.9, ber: 1e-6, error: 0.02 }]);
    }
    expect(messageOf(() => readChipTable(Uint8Array.of(0x56, 0, 0, 1), 'chip.csv'))).toBe(
      'chip.csv: Character 2 of the file is the control character 00: expected a text in UTF-8 or UTF-16',
    );
  });
});
