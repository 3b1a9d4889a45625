import type { Distance } from './distance';
import type { Colour, Paint } from './paint';
import type { Pose } from './pose';

/** Offsets of a pixel's four samples from its centre, in x and in y. */
const QUARTERS = [-0.25, 0.25] as const;

/** A square picture of floats [side · side · 3], from about 0 to 1, on which shapes are painted. */
export class Canvas {
  readonly pixels: Float64Array;

  constructor(readonly side: number) {
    this.pixels = new Float64Array(side * side * 3);
  }

  /** Paints the whole picture. `paint` is called with pixel coordinates. */
  fill(paint: Paint): void {
    for (let y = 0; y < this.side; y++) {
      for (let x = 0; x < this.side; x++) this.pixels.set(paint(x + 0.5, y + 0.5), (y * this.side + x) * 3);
    }
  }

  /**
   * Paints a shape with anti-aliasing. `paint` is called with coordinates in the shape's units and
   * the distance to its edge.
   */
  draw(shape: Distance, pose: Pose, paint: (x: number, y: number, distance: number) => Colour): void {
    this.cover(shape, pose, 0.5, (pixel, coverage, x, y, distance) => {
      const colour = paint(x, y, distance);
      for (let channel = 0; channel < 3; channel++) {
        const old = this.pixels[pixel + channel]!;
        this.pixels[pixel + channel] = old + coverage * (colour[channel]! - old);
      }
    });
  }

  /**
   * Darkens the shadow of a shape by the share `strength`. The shadow's edge fades over `fade` plus
   * half a pixel.
   */
  shade(shape: Distance, pose: Pose, fade: number, strength: number): void {
    this.cover(shape, pose, fade, (pixel, coverage) => {
      for (let channel = 0; channel < 3; channel++) this.pixels[pixel + channel]! *= 1 - strength * coverage;
    });
  }

  /**
   * Visits the pixels that a shape covers, in part or completely. Each of a pixel's four samples
   * fades over `fade` pixels.
   */
  private cover(
    shape: Distance,
    pose: Pose,
    fade: number,
    visit: (pixel: number, coverage: number, x: number, y: number, distance: number) => void,
  ): void {
    const { side } = this;
    // A shape in [-1, 1]² extends at most to its diagonal, lengthened by shear and aspect.
    const reach = 1.9 * pose.scale + 2 * fade;
    const [left, top] = [
      Math.max(0, Math.floor(pose.centreX - reach)),
      Math.max(0, Math.floor(pose.centreY - reach)),
    ];
    const right = Math.min(side, Math.ceil(pose.centreX + reach));
    const bottom = Math.min(side, Math.ceil(pose.centreY + reach));
    const sharpness = pose.scale / fade;
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) {
        const x = pose.xx * (column + 0.5) + pose.xy * (row + 0.5) + pose.x0;
        const y = pose.yx * (column + 0.5) + pose.yy * (row + 0.5) + pose.y0;
        const middle = shape(x, y);
        let coverage = 0.5 - 0.5 * middle * sharpness;
        if (coverage <= -0.5) continue;
        if (coverage < 1.5) {
          // Near the edge all four samples are needed.
          coverage = 0;
          for (const dy of QUARTERS) {
            for (const dx of QUARTERS) {
              const d = shape(x + pose.xx * dx + pose.xy * dy, y + pose.yx * dx + pose.yy * dy);
              coverage += 0.25 * Math.max(0, Math.min(1, 0.5 - d * sharpness));
            }
          }
        }
        if (coverage > 0) visit((row * side + column) * 3, Math.min(1, coverage), x, y, middle);
      }
    }
  }
}
