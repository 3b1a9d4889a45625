import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { CHARACTERS } from '../../core/samples/characters';
import { writeSentence } from './grammar';
import { generateText, NUM_TEST_CHARACTERS } from './text';

/** All sentences with the space after them, and their probabilities. */
function allSentences(): ReadonlyMap<string, number> {
  const sentences = new Map<string, number>();
  /** Places of the options that are chosen, and their numbers. */
  const chosen: number[] = [];
  for (;;) {
    const sizes: number[] = [];
    const sentence = writeSentence((options) => {
      const place = chosen[sizes.length] ?? 0;
      chosen[sizes.length] = place;
      sizes.push(options.length);
      return options[place]!;
    });
    const probability = sizes.reduce((share, size) => share / size, 1);
    expect(sentences.has(sentence)).toBe(false);
    sentences.set(`${sentence} `, probability);
    const last = sizes.findLastIndex((size, depth) => chosen[depth]! + 1 < size);
    if (last < 0) return sentences;
    chosen.length = last + 1;
    chosen[last]! += 1;
  }
}

test('the grammar has the entropy and the smallest error that docs/text.md states', () => {
  const sentences = allSentences();
  let [length, bits, total] = [0, 0, 0];
  /** Probability of each beginning, with and without its last character. */
  const beginnings = new Map<string, number>();
  for (const [sentence, probability] of sentences) {
    total += probability;
    length += probability * sentence.length;
    bits -= probability * Math.log2(probability);
    for (let end = 1; end <= sentence.length; end++) {
      const beginning = sentence.slice(0, end);
      beginnings.set(beginning, (beginnings.get(beginning) ?? 0) + probability);
    }
  }
  const likeliest = new Map<string, number>();
  for (const [beginning, probability] of beginnings) {
    const before = beginning.slice(0, -1);
    likeliest.set(before, Math.max(likeliest.get(before) ?? 0, probability));
  }
  const right = [...likeliest.values()].reduce((sum, probability) => sum + probability, 0);
  expect(total).toBeCloseTo(1, 9);
  const docs = readFileSync('docs/text.md', 'utf8');
  expect(docs).toContain(`writes ${sentences.size.toLocaleString('en')} different ones`);
  expect(docs).toContain(`${(bits / length).toFixed(3)} bits a character`);
  expect(docs).toMatch(new RegExp(`perplexity of\\s${(2 ** (bits / length)).toFixed(3)}`));
  expect(docs).toMatch(new RegExp(`wrong on ${(100 * (1 - right / length)).toFixed(1)} %`));
});

describe('generateText', () => {
  test('repeats itself, differs between the splits and goes on with the same sentences', () => {
    expect(generateText('test', 500)).toBe(generateText('test', 900).slice(0, 500));
    expect(generateText('train', 500)).not.toBe(generateText('test', 500));
  });

  test('has the characters of the network and no others, and is what ships', () => {
    const text = generateText('test', NUM_TEST_CHARACTERS);
    expect([...new Set(text)].toSorted().join('')).toBe(CHARACTERS);
    expect(gunzipSync(readFileSync('public/data/text/test-text.txt.gz')).toString()).toBe(text);
  });

  test('counts, adds and agrees in number', () => {
    const text = generateText('train', 200_000);
    for (const [, a, b, sum] of text.matchAll(/(\d) plus (\d) is (\d+)\./g)) expect(+a! + +b!).toBe(+sum!);
    for (const [, bits, bytes] of text.matchAll(/of (\d+) bits has (\d) bytes?\./g))
      expect(+bits!).toBe(8 * +bytes!);
    expect(text).toMatch(/\bone \w+[^s] of the \w+ flips/);
    expect(text).not.toMatch(/\bone \w+s of/);
    expect(text).not.toMatch(/\b(?:two|three|four|five|six|seven|eight) \w+[^s] of/);
  });
});
