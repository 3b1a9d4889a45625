import { round } from '../frame/round';

/** Shape of a mark. It identifies a series in addition to the colour. */
export type MarkShape = 'circle' | 'triangle' | 'wedge' | 'square' | 'diamond';

/**
 * Returns the path of a mark with a radius of about `radius` pixels around (`x`, `y`). All shapes
 * look equally large.
 */
export function markPath(shape: MarkShape, x: number, y: number, radius: number): string {
  const r = round(radius);
  switch (shape) {
    case 'circle':
      return `M${round(x - r)} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
    case 'triangle': {
      const half = round(radius * 1.2);
      return `M${x} ${round(y - 1.25 * radius)}l${half} ${round(2.1 * radius)}h${-2 * half}z`;
    }
    case 'wedge': {
      const half = round(radius * 1.2);
      return `M${x} ${round(y + 1.25 * radius)}l${half} ${round(-2.1 * radius)}h${-2 * half}z`;
    }
    case 'square': {
      const side = round(radius * 1.8);
      return `M${round(x - side / 2)} ${round(y - side / 2)}h${side}v${side}h${-side}z`;
    }
    case 'diamond': {
      const half = round(radius * 1.35);
      return `M${x} ${round(y - half)}l${half} ${half}l${-half} ${half}l${-half} ${-half}z`;
    }
    default:
      throw shape satisfies never;
  }
}
