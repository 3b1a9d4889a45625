import { expect, test } from 'vitest';
import { checkModel } from '../../core/network/catalog';
import { checkPreprocessing } from './checkPreprocessing';

const LENET = checkModel('lenet-fc');
const OWN = { ...LENET, dataKind: 'own', title: 'net' } as const;

test('a network of the catalogue has no settings of preprocessing, a network from a file has', () => {
  expect(checkPreprocessing('', LENET)).toBe('');
  expect(() => checkPreprocessing('divide=255', LENET)).toThrow(
    'Cannot use preprocessing "divide=255": expected none for LeNetFC, which has its own',
  );
  for (const text of ['none', 'resize=224x200,divide=255,mean=0.5:-1e-3,std=1'])
    expect(checkPreprocessing(text, OWN)).toBe(text);
  for (const text of ['', 'divide=255 ', 'a&b', 'x'.repeat(10_001)])
    expect(() => checkPreprocessing(text, OWN)).toThrow(/^Cannot use preprocessing .*: expected steps/);
});
