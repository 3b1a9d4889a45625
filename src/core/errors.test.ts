import { expect, test } from 'vitest';
import { AssetError, BackendError, SpecError } from './errors';

const cause = new Error('why');

test.each([
  [new SpecError('ber', 'Too high', { cause }), { name: 'SpecError', field: 'ber', message: 'Too high' }],
  [
    new AssetError('weights.bin', 'Too short', { cause }),
    { name: 'AssetError', asset: 'weights.bin', message: 'weights.bin: Too short' },
  ],
  [
    new BackendError('webgpu', 'Lost', { cause }),
    { name: 'BackendError', device: 'webgpu', message: 'Lost' },
  ],
])('%s tells what it is about and keeps its cause', (error, expected) => {
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ ...expected, cause });
});
