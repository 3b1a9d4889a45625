import type { CatalogNode } from '../network';

/** A dense layer. The last one of a network outputs the scores before softmax. */
export function dense(
  name: string,
  units: number,
  output: 'relu' | 'logits' = 'relu',
  kerasNames: readonly string[] = [],
): CatalogNode {
  return { kind: 'dense', name, units, relu: output === 'relu', kerasNames };
}
