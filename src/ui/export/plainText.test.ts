import { expect, it } from 'vitest';
import { plainText } from './plainText';

it.each([
  ['1.81\u00a0× 10⁻⁵', '1.81e-5'],
  ['10⁻⁶ to 10¹²', '1e-6 to 1e12'],
  ['8.0 × 10⁻⁴ to\u00a01.2 × 10⁻³', '8.0e-4 to 1.2e-3'],
  ['2,129,600', '2129600'],
  ['fc-1, 1,000 images', 'fc-1, 1000 images'],
  ['0.1, 0.2', '0.1, 0.2'],
  ['−0.25', '-0.25'],
  ['–', ''],
  [' a\n  b ', 'a b'],
  ['Q2.6', 'Q2.6'],
])('prints %j plainly', (printed, plain) => expect(plainText(printed)).toBe(plain));
