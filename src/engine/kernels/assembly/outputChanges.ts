/** Number of images processed together, so that their totals stay in the cache. */
const TILE: u32 = 128;

/**
 * Computes the change of a dense layer's outputs by changed weights, into `moved` [images, c].
 * Changes are added in their order. `inputs` [inputs, images] and `sums` [units, images] have one
 * image in each column. `places` holds columns [c], starts [c + 1] and rows; `deltas` holds bias
 * deltas [c] and weight deltas, named as in DenseChanges. `totals` is scratch memory. TypeScript
 * counterpart: `moveTile` in ../outputChanges.ts.
 */
export function outputChanges(
  inputs: usize,
  sums: usize,
  moved: usize,
  places: usize,
  deltas: usize,
  totals: usize,
  numSamples: u32,
  numColumns: u32,
  relu: bool,
): void {
  const starts = places + ((<usize>numColumns) << 2);
  const rows = starts + ((<usize>numColumns + 1) << 2);
  const weightDeltas = deltas + ((<usize>numColumns) << 2);
  const rowBytes = (<usize>numSamples) << 2;
  for (let first: u32 = 0; first < numSamples; first += TILE) {
    const length = min(TILE, numSamples - first);
    const tile = (<usize>first) << 2;
    for (let place: u32 = 0; place < numColumns; place++) {
      const offset = (<usize>place) << 2;
      const before = sums + <usize>load<u32>(places + offset) * rowBytes + tile;
      begin(totals, load<f32>(deltas + offset), length);
      const end = load<u32>(starts + offset, 4);
      let index = load<u32>(starts + offset);
      // Two changes at a time, so that the totals are read and written half as often.
      for (; index + 1 < end; index += 2) {
        const change = (<usize>index) << 2;
        const input0 = inputs + <usize>load<u32>(rows + change) * rowBytes + tile;
        const input1 = inputs + <usize>load<u32>(rows + change, 4) * rowBytes + tile;
        addTwo(
          totals,
          input0,
          load<f32>(weightDeltas + change),
          input1,
          load<f32>(weightDeltas + change, 4),
          length,
        );
      }
      if (index < end) {
        const change = (<usize>index) << 2;
        const input = inputs + <usize>load<u32>(rows + change) * rowBytes + tile;
        addOne(totals, input, load<f32>(weightDeltas + change), length);
      }
      write(
        totals,
        before,
        moved + ((<usize>first * numColumns + place) << 2),
        (<usize>numColumns) << 2,
        length,
        relu,
      );
    }
  }
}

/** Initialises the totals of a tile with the change of the bias. */
function begin(totals: usize, bias: f32, length: u32): void {
  const biases = f32x4.splat(bias);
  for (let image: usize = 0; image < length; image += 4) v128.store(totals + (image << 2), biases);
}

function addOne(totals: usize, inputs: usize, delta: f32, length: u32): void {
  const deltas = f32x4.splat(delta);
  const fours: usize = length & ~3;
  let place: usize = 0;
  for (; place < fours << 2; place += 16)
    v128.store(
      totals + place,
      f32x4.add(v128.load(totals + place), f32x4.mul(v128.load(inputs + place), deltas)),
    );
  for (; place < length << 2; place += 4)
    store<f32>(totals + place, load<f32>(totals + place) + load<f32>(inputs + place) * delta);
}

function addTwo(totals: usize, inputs0: usize, delta0: f32, inputs1: usize, delta1: f32, length: u32): void {
  const deltas0 = f32x4.splat(delta0);
  const deltas1 = f32x4.splat(delta1);
  const fours: usize = length & ~3;
  let place: usize = 0;
  for (; place < fours << 2; place += 16) {
    const one = f32x4.add(v128.load(totals + place), f32x4.mul(v128.load(inputs0 + place), deltas0));
    v128.store(totals + place, f32x4.add(one, f32x4.mul(v128.load(inputs1 + place), deltas1)));
  }
  for (; place < length << 2; place += 4) {
    const one = load<f32>(totals + place) + load<f32>(inputs0 + place) * delta0;
    store<f32>(totals + place, one + load<f32>(inputs1 + place) * delta1);
  }
}

function write(totals: usize, sums: usize, moved: usize, stride: usize, length: u32, relu: bool): void {
  const zero = f32x4.splat(0);
  const fours: usize = length & ~3;
  let image: usize = 0;
  for (; image < fours; image += 4) {
    let change = v128.load(totals + (image << 2));
    if (relu) {
      const before = v128.load(sums + (image << 2));
      change = f32x4.sub(f32x4.pmax(zero, f32x4.add(before, change)), f32x4.pmax(zero, before));
    }
    v128.store_lane<f32>(moved, change, 0);
    v128.store_lane<f32>(moved + stride, change, 1);
    v128.store_lane<f32>(moved + 2 * stride, change, 2);
    v128.store_lane<f32>(moved + 3 * stride, change, 3);
    moved += 4 * stride;
  }
  for (; image < length; image++) {
    let change = load<f32>(totals + (image << 2));
    if (relu) {
      const before = load<f32>(sums + (image << 2));
      change = rectified(before + change) - rectified(before);
    }
    store<f32>(moved, change);
    moved += stride;
  }
}

function rectified(sum: f32): f32 {
  return sum > 0 ? sum : 0;
}
