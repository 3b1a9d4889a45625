import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startDevice } from '../../engine/inference/devices';
import { findNodeTests } from './nodeTests';
import { runNodeTest } from './runNodeTest';

/** Where Debian's package libonnx-testdata puts the tests of the ONNX project. */
const FOLDER = process.env.ONNX_TESTS ?? '/usr/share/libonnx-testdata/data';
const LIST = join(import.meta.dirname, 'passed.txt');

const passed = readFileSync(LIST, 'utf8').trim().split('\n');

it('the list names each test once, in order', () => {
  expect(passed).toEqual([...new Set(passed)].toSorted((a, b) => (a < b ? -1 : 1)));
  expect(passed.length).toBeGreaterThan(500);
});

if (!existsSync(FOLDER)) console.warn(`NOT TESTED: conformance, because ${FOLDER} is missing`);

it.runIf(existsSync(FOLDER))('the ONNX tests that pass are those of the list, and none fails', async () => {
  await startDevice('wasm', { wasmPaths: undefined, gpu: async () => 'not asked for' });
  const found: Record<'passed' | 'failed' | 'refused', string[]> = { passed: [], failed: [], refused: [] };
  for (const test of findNodeTests(FOLDER)) found[(await runNodeTest(test)).outcome].push(test.name);
  expect(found.failed).toEqual([]);
  expect(found.passed.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(passed);
});
