import * as tf from '@tensorflow/tfjs-core';
import type * as layers from '@tensorflow/tfjs-layers';
import { clipGradients } from './clipGradients';
import { learningRateAt } from './learningRate';
import { optimizerStep, type TrainedTensor, trainedTensor } from './optimizer';
import type { Recipe } from './recipe';
import { shuffledOrder } from './shuffle';

/** Standardised pictures [numImages · 28 · 28] and their classes [numImages]. */
export interface TrainingData {
  readonly pictures: Float32Array;
  readonly labels: Uint8Array;
}

/** Everything that a training remembers between epochs; `trainEpoch` writes into it. */
export interface TrainingState {
  epochsDone: number;
  /** In the order of the model's weights. */
  readonly tensors: readonly TrainedTensor[];
}

/** One batch is done: mean cross-entropy of that batch, in nats. */
export type OnBatch = (batch: number, numBatches: number, loss: number) => void;

/** The state before the first epoch: the model's initial weights, nothing remembered. */
export function startTraining(model: layers.LayersModel, recipe: Recipe): TrainingState {
  const tensors = model
    .getWeights()
    .map((weight) => trainedTensor(weight.dataSync<'float32'>().slice(), recipe));
  return { epochsDone: 0, tensors };
}

/** Puts the state's weights into the model. */
export function restoreWeights(model: layers.LayersModel, state: TrainingState): void {
  const weights = state.tensors.map(({ values }, index) =>
    tf.tensor(values, model.weights[index]!.shape as number[]),
  );
  model.setWeights(weights);
  tf.dispose(weights);
}

/**
 * Trains one epoch: every picture once, in an order drawn from `seed` and the epoch, so a resumed training sees the same
 * batches as an uninterrupted one. `model` ends with a softmax layer; its weights follow `state`.
 */
export function trainEpoch(
  model: layers.LayersModel,
  logits: layers.LayersModel,
  state: TrainingState,
  data: TrainingData,
  recipe: Recipe,
  seed: number,
  onBatch: OnBatch,
): void {
  const numImages = data.labels.length;
  const numBatches = Math.ceil(numImages / recipe.batchSize);
  const order = shuffledOrder(numImages, seed, state.epochsDone);
  for (let batch = 0; batch < numBatches; batch++) {
    const chosen = order.subarray(batch * recipe.batchSize, (batch + 1) * recipe.batchSize);
    const { loss, gradients } = differentiate(model, logits, data, chosen);
    const progress = (state.epochsDone + batch / numBatches) / recipe.epochs;
    const learningRate = learningRateAt(recipe, progress);
    const stepsDone = state.epochsDone * numBatches + batch;
    if (recipe.maxGradientNorm !== undefined) clipGradients(gradients, recipe.maxGradientNorm);
    state.tensors.forEach((tensor, index) => {
      const decays = model.weights[index]!.shape.length > 1;
      optimizerStep(tensor, gradients[index]!, recipe, { learningRate, stepsDone, decays });
    });
    restoreWeights(model, state);
    onBatch(batch, numBatches, loss);
  }
  state.epochsDone += 1;
}

function differentiate(
  model: layers.LayersModel,
  logits: layers.LayersModel,
  data: TrainingData,
  chosen: Uint32Array,
): { loss: number; gradients: Float32Array[] } {
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const { value, grads } = tf.tidy(() => {
    const pictures = gatherPictures(data, chosen, model.inputs[0]!.shape.slice(1) as number[]);
    const targets = oneHot(data.labels, chosen, model.outputs[0]!.shape[1]!);
    return tf.variableGrads(
      () => tf.losses.softmaxCrossEntropy(targets, logits.apply(pictures) as tf.Tensor) as tf.Scalar,
      variables,
    );
  });
  // Read outside of tidy, which would look for tensors in every element of a typed array that it returns (60 ms a batch).
  const gradients = variables.map((variable) => grads[variable.name]!.dataSync<'float32'>().slice());
  const loss = value.dataSync()[0]!;
  tf.dispose([value, grads]);
  return { loss, gradients };
}

function gatherPictures(data: TrainingData, chosen: Uint32Array, shape: readonly number[]): tf.Tensor {
  const values = data.pictures.length / data.labels.length;
  const gathered = new Float32Array(chosen.length * values);
  chosen.forEach((image, slot) => {
    gathered.set(data.pictures.subarray(image * values, (image + 1) * values), slot * values);
  });
  return tf.tensor(gathered, [chosen.length, ...shape]);
}

function oneHot(labels: Uint8Array, chosen: Uint32Array, numClasses: number): tf.Tensor {
  const targets = new Float32Array(chosen.length * numClasses);
  chosen.forEach((image, slot) => {
    targets[slot * numClasses + labels[image]!] = 1;
  });
  return tf.tensor(targets, [chosen.length, numClasses]);
}
