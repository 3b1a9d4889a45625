import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Folders whose comments and messages are checked. */
const FOLDERS = [
  'scripts',
  'src/build',
  'src/cli/bench',
  'src/cli/commands',
  'src/cli/generate',
  'src/cli/options',
  'src/cli/paper',
  'src/cli/session',
  'src/cli/tickCheck',
  'src/core',
  'src/engine',
  'src/experiment/chip',
  'src/experiment/classes',
  'src/experiment/curve',
  'src/experiment/documents',
  'src/experiment/embed',
  'src/experiment/formats',
  'src/experiment/link',
  'src/experiment/paper',
  'src/experiment/settings',
  'src/experiment/sweep',
  'src/experiment/text',
  'src/experiment/ticks',
  'src/generate',
  'src/store',
  'src/train',
  'src/ui',
  'src/worker',
];

/** Words and phrases with a private meaning, each beside the field's term. */
const BANNED: Readonly<Record<string, string>> = {
  struck: 'faulty',
  brought: 'imported',
  twin: 'counterpart',
  lens: 'tab',
  vault: 'cache',
  era: 'segment',
  stretch: 'window',
  'hangs on': 'depends on',
  'play no part': 'are ignored',
  'what faults': 'faulty structures',
  'told(?! apart)': 'specified',
  piles: 'stacks',
};

/** Words that make the start of a docstring a relative clause. It starts with a verb or a noun. */
const CLAUSE = /\/\*\*\s+(?:\* )?(What|Whether|Where|Those|Likewise)\b/g;

const MAX_COLUMNS = 100;

/** A piece of a file: a line of a comment, or a text that people may read. */
interface Piece {
  readonly line: number;
  readonly text: string;
}

interface Prose {
  /** Lines that hold a comment and nothing else. */
  readonly comments: readonly Piece[];
  /**
   * String literals and JSX texts with a space. Empty for tests, whose names are quoted elsewhere.
   */
  readonly texts: readonly Piece[];
}

const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((file) => /\.(?:tsx?|mjs|wgsl)$/.test(file)),
);

describe('comments and messages', () => {
  const prose = files.map((file) => {
    const source = readFileSync(join(root, file), 'utf8');
    return { file, source, ...proseOf(file, source) };
  });

  it('are found (control)', () => {
    const source = [
      '/** The lens',
      ' * of a tab. */',
      "const era = 'two words', word = 'vault'; // told",
      'const text = `piles of $' + '{era} trials`;',
      'const part = <p title="a twin">The struck layer</p>;',
    ].join('\n');
    const found = proseOf('probe.tsx', source);
    expect(found.comments).toEqual([
      { line: 1, text: '/** The lens' },
      { line: 2, text: ' * of a tab. */' },
    ]);
    expect(found.texts.map(({ text }) => text)).toEqual([
      'two words',
      'piles of ',
      ' trials',
      'a twin',
      'The struck layer',
    ]);
    expect(proseOf('a.test.ts', "it('is told', () => {});").texts).toEqual([]);
    expect(proseOf('a.wgsl', 'let a = 1;\n  // Told.').comments).toEqual([{ line: 2, text: '  // Told.' }]);
    expect([bannedIn('An Era of'), bannedIn('general opera')]).toEqual(['era', undefined]);
    expect(clausesIn('/** What is left. */ /**\n   * Those of a site.\n */ // What')).toEqual([
      'What',
      'Those',
    ]);
    expect(files.length).toBeGreaterThan(40);
  });

  it('use the terms of the field', () => {
    const found = prose.flatMap(({ file, comments, texts }) =>
      [...comments, ...texts].flatMap(({ line, text }) => {
        const word = bannedIn(text);
        return word === undefined ? [] : [`${file}:${line} says "${word}": expected "${BANNED[word]}"`];
      }),
    );
    expect(found).toEqual([]);
  });

  it('start docstrings with a verb or a noun', () => {
    const found = prose.flatMap(({ file, source }) =>
      clausesIn(source).map((word) => `${file} has a docstring that starts with ${word}`),
    );
    expect(found).toEqual([]);
  });

  it('keep comments within 100 columns', () => {
    const found = prose.flatMap(({ file, comments }) =>
      comments
        .filter(({ text }) => text.length > MAX_COLUMNS && !/^\s*\/\/ biome-ignore /.test(text))
        .map(({ line, text }) => `${file}:${line} has ${text.length} columns`),
    );
    expect(found).toEqual([]);
  });
});

function bannedIn(text: string): string | undefined {
  return Object.keys(BANNED).find((word) => new RegExp(`\\b${word}\\b`, 'i').test(text));
}

function clausesIn(source: string): string[] {
  return Array.from(source.matchAll(CLAUSE), ([, word]) => word!);
}

function proseOf(file: string, source: string): Prose {
  if (file.endsWith('.wgsl')) {
    return { comments: linesOf(source).filter(({ text }) => /^\s*\/\//.test(text)), texts: [] };
  }
  const { comments, program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new SyntaxError(`Cannot parse ${file}: ${errors[0]?.message}`);
  const lineAt = (offset: number) => source.slice(0, offset).split('\n').length;
  const lines = linesOf(source);
  const commentLines = comments
    .filter(({ start }) => source.slice(source.lastIndexOf('\n', start - 1) + 1, start).trim() === '')
    .flatMap(({ start, end }) => lines.slice(lineAt(start) - 1, lineAt(end)));
  if (/\.(?:test|spec|fake)\.tsx?$/.test(file)) return { comments: commentLines, texts: [] };
  const texts = textsOf(program).map(({ start, text }) => ({ line: lineAt(start), text }));
  return { comments: commentLines, texts };
}

function linesOf(source: string): Piece[] {
  return source.split('\n').map((text, index) => ({ line: index + 1, text }));
}

/** The strings of a syntax tree that have a space in them. */
function textsOf(node: unknown): { readonly start: number; readonly text: string }[] {
  if (typeof node !== 'object' || node === null) return [];
  const { type, value, start } = node as { type?: string; value?: unknown; start: number };
  const isText = type === 'Literal' || type === 'JSXText' || type === 'TemplateElement';
  if (!isText) return Object.values(node).flatMap(textsOf);
  const text = type === 'TemplateElement' ? (value as { cooked: string }).cooked : value;
  return typeof text === 'string' && text.includes(' ') ? [{ start, text }] : [];
}
