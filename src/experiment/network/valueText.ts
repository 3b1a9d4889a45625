import type { ReportedValue } from '../../core/network/graphReport';

/** Describes an input or output of a file: `x float32 [?, 28, 28, 1]`. */
export function valueText({ name, type, shape }: ReportedValue): string {
  return shape === null ? `${name} ${type}` : `${name} ${type} [${shape.join(', ')}]`;
}
