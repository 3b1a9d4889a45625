import { generateText, NUM_TEST_CHARACTERS } from '../../generate/text/text';
import { gzip } from './gzip';
import type { Output } from './output';

/** Writes the embedded test text. */
export function writeText(write: Output): void {
  const text = new TextEncoder().encode(generateText('test', NUM_TEST_CHARACTERS));
  write('public/data/text/test-text.txt.gz', gzip(text));
}
