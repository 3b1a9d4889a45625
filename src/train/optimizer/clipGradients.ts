/** Scales the gradients in place so that their norm as one vector is at most `maxNorm`. */
export function clipGradients(gradients: readonly Float32Array[], maxNorm: number): void {
  let squares = 0;
  for (const gradient of gradients) {
    for (let index = 0; index < gradient.length; index++) squares += gradient[index]! * gradient[index]!;
  }
  const norm = Math.sqrt(squares);
  if (norm > maxNorm) {
    const factor = maxNorm / norm;
    for (const gradient of gradients) {
      for (let index = 0; index < gradient.length; index++) gradient[index] = gradient[index]! * factor;
    }
  }
}
