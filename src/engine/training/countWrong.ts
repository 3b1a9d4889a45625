import * as tf from '@tensorflow/tfjs-core';
import type * as layers from '@tensorflow/tfjs-layers';
import type { TrainingData } from './trainer';

const BATCH_SIZE = 1000;

/** Number of pictures that `model` puts into the wrong class; the lowest class wins a tie. */
export function countWrong(model: layers.LayersModel, data: TrainingData): number {
  const numImages = data.labels.length;
  const pictureShape = model.inputs[0]!.shape.slice(1) as number[];
  const pictures = tf.tensor(data.pictures, [numImages, ...pictureShape]);
  const scores = model.predict(pictures, { batchSize: BATCH_SIZE }) as tf.Tensor;
  const values = scores.dataSync<'float32'>();
  tf.dispose([pictures, scores]);
  const numClasses = values.length / numImages;
  let numWrong = 0;
  for (let image = 0; image < numImages; image++) {
    const row = values.subarray(image * numClasses, (image + 1) * numClasses);
    if (row.indexOf(Math.max(...row)) !== data.labels[image]) numWrong++;
  }
  return numWrong;
}
