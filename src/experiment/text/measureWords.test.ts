import { expect, test } from 'vitest';
import { errorClause, errorTitle, faultFreeTitle, meanTitle, shortErrorTitle } from './measureWords';

test('each measure has its own title, and all but top-1 error say what an error is', () => {
  expect([errorTitle('top1'), shortErrorTitle('top1'), faultFreeTitle('top1')]).toEqual([
    'Classification error',
    'Error',
    'Fault-free error',
  ]);
  expect([errorTitle('top5'), shortErrorTitle('top5'), faultFreeTitle('top5')]).toEqual([
    'Top-5 error',
    'Top-5 error',
    'Top-5 error without faults',
  ]);
  expect(faultFreeTitle('changed')).toBe('Changed answers without faults');
  expect(errorClause('top1')).toBe('');
  expect(errorClause('top5')).toContain('five highest');
  expect(errorClause('changed')).toContain('another answer than in float');
});

test('a mean is named by what is averaged', () => {
  expect(meanTitle('top1')).toBe('mean error');
  expect(meanTitle('changed')).toBe('Changed answers, mean');
});
