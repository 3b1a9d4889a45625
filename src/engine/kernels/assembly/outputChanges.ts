/** Images at a time, so that what is read and written again lies in the cache. */
const TILE: u32 = 128;

/**
 * How much changed weights move a dense layer's outputs, into `moved` [images, c]; sums are made in double, one change after the
 * other. `inputs` [inputs, images] and `sums` [units, images] have an image in each column. `places` holds columns [c], starts [c + 1]
 * and rows, `deltas` those of the biases [c] and of the weights, as DenseChanges names them; `totals` is scratch.
 * TypeScript twin: `moveTile` in ../outputChanges.ts.
 */
export function outputChanges(
  inputs: usize,
  sums: usize,
  moved: usize,
  places: usize,
  deltas: usize,
  totals: usize,
  numImages: u32,
  numColumns: u32,
  relu: bool,
): void {
  const starts = places + ((<usize>numColumns) << 2);
  const rows = starts + ((<usize>numColumns + 1) << 2);
  const weightDeltas = deltas + ((<usize>numColumns) << 2);
  const rowBytes = (<usize>numImages) << 2;
  for (let first: u32 = 0; first < numImages; first += TILE) {
    const length = min(TILE, numImages - first);
    const tile = (<usize>first) << 2;
    for (let place: u32 = 0; place < numColumns; place++) {
      const offset = (<usize>place) << 2;
      const before = sums + <usize>load<u32>(places + offset) * rowBytes + tile;
      begin(totals, before, load<f32>(deltas + offset), length);
      const end = load<u32>(starts + offset, 4);
      let index = load<u32>(starts + offset);
      // Two at a time: the totals are read and written half as often.
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
      subtract(
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

/** Two values as doubles. */
function two(address: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(address));
}

function begin(totals: usize, sums: usize, bias: f64, length: u32): void {
  const biases = f64x2.splat(bias);
  const pairs: usize = length & ~1;
  for (let image: usize = 0; image < pairs; image += 2)
    v128.store(totals + (image << 3), f64x2.add(two(sums + (image << 2)), biases));
  if (pairs < length) store<f64>(totals + (pairs << 3), <f64>load<f32>(sums + (pairs << 2)) + bias);
}

function addOne(totals: usize, inputs: usize, delta: f64, length: u32): void {
  const deltas = f64x2.splat(delta);
  const pairs: usize = length & ~1;
  for (let image: usize = 0; image < pairs; image += 2) {
    const total = totals + (image << 3);
    v128.store(total, f64x2.add(v128.load(total), f64x2.mul(two(inputs + (image << 2)), deltas)));
  }
  if (pairs < length) {
    const total = totals + (pairs << 3);
    store<f64>(total, load<f64>(total) + <f64>load<f32>(inputs + (pairs << 2)) * delta);
  }
}

function addTwo(totals: usize, inputs0: usize, delta0: f64, inputs1: usize, delta1: f64, length: u32): void {
  const deltas0 = f64x2.splat(delta0);
  const deltas1 = f64x2.splat(delta1);
  const pairs: usize = length & ~1;
  for (let image: usize = 0; image < pairs; image += 2) {
    const total = totals + (image << 3);
    const place = image << 2;
    const one = f64x2.add(v128.load(total), f64x2.mul(two(inputs0 + place), deltas0));
    v128.store(total, f64x2.add(one, f64x2.mul(two(inputs1 + place), deltas1)));
  }
  if (pairs < length) {
    const total = totals + (pairs << 3);
    const place = pairs << 2;
    const one = load<f64>(total) + <f64>load<f32>(inputs0 + place) * delta0;
    store<f64>(total, one + <f64>load<f32>(inputs1 + place) * delta1);
  }
}

function subtract(totals: usize, sums: usize, moved: usize, stride: usize, length: u32, relu: bool): void {
  for (let image: usize = 0; image < length; image++) {
    const total = load<f64>(totals + (image << 3));
    const sum: f64 = load<f32>(sums + (image << 2));
    store<f32>(moved, <f32>(relu ? max<f64>(total, 0) - max<f64>(sum, 0) : total - sum));
    moved += stride;
  }
}
