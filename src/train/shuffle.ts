import { mulHi, philox4x32 } from '../core/pattern/philox';

/**
 * Returns the numbers 0 to `count` - 1 in an order drawn from `seed` and `epoch` (u32):
 * Fisher-Yates with Philox draws.
 */
export function shuffledOrder(count: number, seed: number, epoch: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  const out = new Uint32Array(4);
  for (let last = count - 1; last > 0; last--) {
    philox4x32(last, epoch, 0, 0, seed, 0, out);
    const other = mulHi(out[0]!, last + 1);
    const moved = order[last]!;
    order[last] = order[other]!;
    order[other] = moved;
  }
  return order;
}
