import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const UI = import.meta.dirname;
const SIZES = ['var(--small)', 'var(--text)', 'var(--large)', 'var(--title)', 'inherit'];

const files = (ending: RegExp) =>
  readdirSync(UI, { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file))
    .map((file) => [file, readFileSync(join(UI, file), 'utf8')] as const);

it('has four sizes of type in all style sheets', () => {
  const others = files(/\.css$/).flatMap(([file, text]) =>
    [...text.matchAll(/\bfont(-size)?:\s*([^;]+);/g)]
      .filter(([, , size]) => !SIZES.includes(size!))
      .map(([rule]) => `${file}: ${rule}`),
  );
  // The root takes the size that the reader chose for the browser.
  expect(others).toEqual(['theme.css: font-size: 100%;']);
});

it('leaves the size of letters in charts to the style sheets', () => {
  const charts = files(/(?<!\.test)\.tsx$/).filter(
    ([file, text]) => /font-?size/i.test(text) && !file.endsWith('figureFiles.tsx'),
  );
  expect(charts.map(([file]) => file)).toEqual([]);
});
