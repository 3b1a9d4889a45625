import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { messagesIn, plainTextsIn } from './readMessages.mjs';

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => `src/${file.replaceAll('\\', '/')}`)
  .filter((file) => /\.tsx?$/.test(file) && !/\.(?:test|fake|fixture|arbitrary|d)\.tsx?$/.test(file))
  .map((file) => ({ file, source: readFileSync(file, 'utf8') }))
  .filter(({ source }) => /\b(?:t|rich)`/.test(source));

const messages = files.flatMap(({ file, source }) =>
  messagesIn(file, source).map((message) => ({ ...message, place: `${file}:${message.line}` })),
);
const keys = new Set(messages.map(({ key }) => key));

const catalogue = readdirSync('messages/de').map(
  (name) =>
    [name, JSON.parse(readFileSync(`messages/de/${name}`, 'utf8')) as Record<string, string>] as const,
);
const german = new Map(catalogue.flatMap(([, texts]) => Object.entries(texts)));

/** Texts that look like words for a reader and are none: file and text. */
const NO_MESSAGES: readonly RegExp[] = [
  // File names.
  /: ares-explorer-…\.\w+$/,
  // Names.
  /: (?:Ares Explorer|Free Spoken Digits|WASM (?:without )?SIMD|unnamed GPU|Granular BitRound|(?:Microsoft|IMA) ADPCM)$/,
  // Verdicts as results hold them. `verdictText` names them.
  /paper\/claims\/\w+\.ts:\d+: (?:direction only|not reproduced|cannot be tested here)$/,
  // Titles of the states of the page, for developers, their selectors and the error of one.
  /states\/states\.ts:\d+: (?:[A-Z].*\.|\.[a-z].*|found no frame)$/,
  // Units and columns of a file.
  /chip\/chipHeader\.ts:\d+: per bit$/,
  /chip\/ChipFormat\.tsx:\d+: Vdd \(V\),BER,error \(%\)$/,
];

/** Returns the numbers of a message's values, sorted. */
const valuesOf = (text: string) => [...text.matchAll(/\{(\d+)\}/g)].map(([, value]) => value).sort();

describe('readMessages', () => {
  const source = `
    const early = t\`Too early\`;
    function Part({ n }: { n: number }) {
      const name = 'fc-1';
      if (n < 0) throw new TypeError(\`Cannot show \${n} of them: expected 0 or more\`);
      return (
        <p className="a b" title="Word" aria-label={\`two words \${n}\`}>
          Text {rich\`Press \${<kbd>t</kbd>}
            \${n} times\`}
        </p>
      );
    }`;

  it('finds messages with their values numbered, and those read too early (control)', () => {
    expect(messagesIn('a.tsx', source)).toEqual([
      { key: 'Too early', line: 2, early: true },
      { key: 'Press {0} {1} times', line: 8, early: false },
    ]);
  });

  it('finds texts that are no messages (control)', () => {
    expect(plainTextsIn('a.tsx', source)).toEqual(['7: Word', '7: two words …', '8: Text']);
  });
});

describe('messages', () => {
  it('are read when they are shown, not when their file is loaded', () => {
    expect(messages.filter(({ early }) => early).map(({ place, key }) => `${place}: ${key}`)).toEqual([]);
  });

  it('have a German text each', () => {
    const missing = messages.filter(({ key }) => !german.has(key));
    expect(missing.map(({ place, key }) => `${place}: ${key}`)).toEqual([]);
  });

  it('hold no braces but those of values, and no other line breaks', () => {
    const odd = messages.filter(({ key }) => /[{}]/.test(key.replace(/\{\d+\}/g, '')) || key.includes('\n'));
    expect(odd.map(({ place, key }) => `${place}: ${key}`)).toEqual([]);
  });
});

describe('the German catalogue', () => {
  it('has no entry that the code does not use', () => {
    expect([...german.keys()].filter((key) => !keys.has(key))).toEqual([]);
  });

  it('has the values of each message, once each', () => {
    const others = [...german].filter(([key, text]) => `${valuesOf(key)}` !== `${valuesOf(text)}`);
    expect(others).toEqual([]);
  });

  it('has one text for a message, and none that is empty', () => {
    const texts = catalogue.flatMap(([, entries]) => Object.entries(entries));
    const others = texts.filter(([key, text]) => text.trim() === '' || german.get(key) !== text);
    expect(others).toEqual([]);
  });
});

it('has no text for readers beside its messages in files with messages', () => {
  const plain = files
    .filter(({ file, source }) => messagesIn(file, source).length > 0)
    .flatMap(({ file, source }) => plainTextsIn(file, source).map((text) => `${file}:${text}`))
    .filter((text) => !NO_MESSAGES.some((allowed) => allowed.test(text)));
  expect(plain).toEqual([]);
});
