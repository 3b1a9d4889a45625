import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readKnownAnswers } from '../scripts/knownAnswers.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
]
  .filter((page) => page.endsWith('.md'))
  .map((page) => ({ page, text: readFileSync(join(root, page), 'utf8') }));

describe('Markdown', () => {
  it('is found and read (control)', () => {
    expect(pages.length).toBeGreaterThan(10);
    const text =
      'See `src/a/b.ts`, docs/c.md. `e2e/gpu` and ../src/x; `src/<name>/d.ts`, `src/*/e.ts`, (src/f)';
    expect(pathsIn(text)).toEqual(['src/a/b.ts', 'docs/c.md', 'e2e/gpu', 'src', 'src', 'src/f']);
    expect(linksIn('[a](b.md#c) ![d](e/f.svg) [g](https://h.i/j.md) [k](#l)')).toEqual(['b.md', 'e/f.svg']);
  });

  it('describes every folder of the layers in docs/architecture.md', () => {
    const described = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
    const foldersIn = (folder: string) =>
      readdirSync(join(root, folder), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `${folder}/${name}`);
    const folders = foldersIn('src').flatMap((layer) => [layer, ...foldersIn(layer)]);
    expect(folders).toContain('src/engine/injection');
    expect(folders.filter((folder) => !described.includes(`| \`${folder}\` `))).toEqual([]);
  });

  it('names paths that exist', () => {
    const missing = pages.flatMap(({ page, text }) =>
      pathsIn(text)
        .filter((path) => !existsSync(join(root, path)))
        .map((path) => `${page}: ${path}`),
    );
    expect(missing).toEqual([]);
  });

  it('links to files that exist', () => {
    const missing = pages.flatMap(({ page, text }) =>
      linksIn(text)
        .filter((link) => !existsSync(join(root, dirname(page), link)))
        .map((link) => `${page}: ${link}`),
    );
    expect(missing).toEqual([]);
  });

  it('names test files of known answers that exist', () => {
    const answers = readKnownAnswers(readFileSync(join(root, 'docs/known-answers.md'), 'utf8'));
    const missing = answers.map(({ file }) => file).filter((file) => !existsSync(join(root, 'src', file)));
    expect(missing).toEqual([]);
  });
});

/** Returns the paths of the project that a text names. A path with a placeholder counts up to it. */
function pathsIn(text: string): string[] {
  const paths = text.matchAll(/(?<![\w/.-])(?:src|scripts|e2e|docs)\/[\w./<*-]*/g);
  return Array.from(paths, ([path]) => path.replace(/\/[^/]*[<*].*$/, '').replace(/[./]+$/, ''));
}

/** Returns the files that a text links to, without anchors and addresses of other sites. */
function linksIn(text: string): string[] {
  const links = Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, link]) => link!);
  return links.filter((link) => !/^(?:https?:|#)/.test(link)).map((link) => link.replace(/#.*$/, ''));
}
