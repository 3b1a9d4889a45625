import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startDevice } from '../../engine/inference/devices';
import { findNodeTests } from './nodeTests';
import { runNodeTest } from './runNodeTest';

/** Where Debian's package libonnx-testdata puts the tests of the ONNX project. */
const FOLDER = process.env.ONNX_TESTS ?? '/usr/share/libonnx-testdata/data';
const VERSION = 'libonnx-testdata 1.12.0-2';
/** Tests of this version, and the SHA-256 of their names. The list was made with it. */
const NUM_KNOWN = 1072;
const KNOWN_SET = 'e576d1ce221e6c5227d65dde3318761a7eab72fd8aeda8958ddfb553c97a7482';
const LIST = join(import.meta.dirname, 'passed.txt');

const passed = readFileSync(LIST, 'utf8').trim().split('\n');

it('the list names each test once, in order', () => {
  expect(passed).toEqual([...new Set(passed)].toSorted((a, b) => (a < b ? -1 : 1)));
  expect(passed.length).toBeGreaterThan(500);
});

if (!existsSync(FOLDER)) console.warn(`NOT TESTED: conformance, because ${FOLDER} is missing`);

const tests = existsSync(FOLDER) ? findNodeTests(FOLDER) : [];
const isKnown = digestOf(tests.map(({ name }) => name)) === KNOWN_SET;
const listed = new Set(passed);
/** Tests that the list says something of: all of the known version, else those that it names. */
const compared = isKnown ? tests : tests.filter(({ name }) => listed.has(name));
const present = new Set(tests.map(({ name }) => name));
const expected = passed.filter((name) => present.has(name));

if (tests.length > 0 && !isKnown) {
  console.warn(
    `NOT AS LISTED: ${FOLDER} has ${tests.length} tests, not the ${NUM_KNOWN} of ${VERSION}. ` +
      `${expected.length} of the ${passed.length} listed ones are there: only these are compared`,
  );
}

it.runIf(tests.length > 0)('the ONNX tests that pass are those of the list, and none fails', async () => {
  if (isKnown) expect(tests).toHaveLength(NUM_KNOWN);
  expect(expected.length).toBeGreaterThan(0);
  await startDevice('wasm', { wasmPaths: undefined, gpu: async () => 'not asked for' });
  const found: Record<'passed' | 'failed' | 'refused', string[]> = { passed: [], failed: [], refused: [] };
  for (const test of compared) found[(await runNodeTest(test)).outcome].push(test.name);
  expect(found.failed).toEqual([]);
  expect(found.passed.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(expected);
});

/** SHA-256 of names in order, one a line. */
function digestOf(names: readonly string[]): string {
  return createHash('sha256').update(names.join('\n')).digest('hex');
}
