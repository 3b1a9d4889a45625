import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { BIBTEX } from './bibtex';

it('says what CITATION.cff says', () => {
  const cff = readFileSync(new URL('../../../CITATION.cff', import.meta.url), 'utf8');
  const all = (pattern: RegExp) => Array.from(cff.matchAll(pattern), ([, found]) => found!);
  const paper = cff.slice(cff.indexOf('references:'));
  const given = all(/given-names: (.+)/g);
  const authors = all(/family-names: (.+)/g).map((family, index) => `${family}, ${given[index]}`);
  expect(authors).toHaveLength(8);
  expect(BIBTEX).toContain(`{${authors.join(' and ')}}`);
  for (const name of ['title', 'doi', 'year', 'collection-title']) {
    const [, value] = new RegExp(`\\b${name}: "?([^"\\n]+)"?\\n`).exec(paper)!;
    expect(BIBTEX).toContain(`{${value}}`);
  }
  const [software] = all(/\ntitle: (.+)/g);
  const [version] = all(/\nversion: (.+)/g);
  const [author] = all(/- name: (.+)/g);
  for (const value of [software, version, `{${author}}`]) expect(BIBTEX).toContain(`{${value}}`);
  expect(BIBTEX).toContain(`year    = {${/date-released: (\d{4})/.exec(cff)![1]}}`);
});
