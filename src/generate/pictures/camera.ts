import type { Draws } from '../draws';

/** Number of levels of a colour channel: six bits, so that the embedded pictures compress. */
const LEVELS = 64;

/**
 * Ranges of the noise's standard deviation, and of the share of a pixel that each neighbour gets.
 */
const CAMERA = { noise: [0.01, 0.06], blur: [0, 0.22] } as const;

/**
 * Photographs a scene [side · side · 3] of values from about 0 to 1: adds uneven light, blur and
 * sensor noise. Returns bytes [side · side · 3] of 64 levels, the highest 255.
 */
export function photograph(scene: Float64Array, side: number, draws: Draws, bytes: Uint8Array): void {
  const exposure = draws.between(0.8, 1.12);
  const [slopeX, slopeY] = [draws.between(-0.3, 0.3), draws.between(-0.3, 0.3)];
  const noise = draws.between(...CAMERA.noise);
  const sharp = blur(scene, side, draws.between(...CAMERA.blur));
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const light = exposure * (1 + slopeX * (x / side - 0.5) + slopeY * (y / side - 0.5));
      const grey = 0.6 * noise * grain(draws);
      for (let channel = 0; channel < 3; channel++) {
        const index = (y * side + x) * 3 + channel;
        const value = light * sharp[index]! + grey + 0.8 * noise * grain(draws);
        const level = Math.floor((LEVELS - 1) * Math.max(0, Math.min(1, value)) + 0.5);
        bytes[index] = Math.floor((255 * level) / (LEVELS - 1));
      }
    }
  }
}

/**
 * Returns an approximately normal number with mean 0 and standard deviation 1 from one draw: the
 * sum of its four bytes.
 */
function grain(draws: Draws): number {
  const bits = draws.unit() * 2 ** 32;
  const sum = (bits >>> 24) + ((bits >>> 16) & 255) + ((bits >>> 8) & 255) + (bits & 255);
  return (sum - 510) / 147.8;
}

/**
 * Blurs by `share` to both neighbours along x, then along y. Pixels beyond the border repeat the
 * border.
 */
function blur(scene: Float64Array, side: number, share: number): Float64Array {
  return blurAlong(blurAlong(scene, side, share, 3), side, share, 3 * side);
}

function blurAlong(scene: Float64Array, side: number, share: number, stride: number): Float64Array {
  const blurred = new Float64Array(scene.length);
  const span = stride * side;
  for (let index = 0; index < scene.length; index++) {
    const place = index % span;
    const before = place < stride ? index : index - stride;
    const after = place >= span - stride ? index : index + stride;
    blurred[index] = (1 - 2 * share) * scene[index]! + share * (scene[before]! + scene[after]!);
  }
  return blurred;
}
