/**
 * Returns the predicted class of row `image` of `scores` [images · numClasses]: the lowest index
 * among the highest scores. Null, no answer, if a score is NaN or `due` [images] marks the image as
 * one whose values exceeded float32's range. tfjs's own argMax breaks ties differently per backend.
 * WGSL counterpart: `predicted_class`.
 */
export function predictedClass(
  scores: ArrayLike<number>,
  image: number,
  numClasses: number,
  due?: ArrayLike<number>,
): number | null {
  if (due !== undefined && due[image] !== 0) return null;
  const row = image * numClasses;
  let top = 0;
  for (let index = 0; index < numClasses; index++) {
    const score = scores[row + index]!;
    if (Number.isNaN(score)) return null;
    if (score > scores[row + top]!) top = index;
  }
  return top;
}
