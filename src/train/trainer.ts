import * as tf from '@tensorflow/tfjs-core';
import { augmentPicture } from './augment';
import { augmentFrames } from './augmentFrames';
import type { ModelVariable } from './modelVariables';
import { clipGradients } from './optimizer/clipGradients';
import { learningRateAt } from './optimizer/learningRate';
import { optimizerStep, trainedTensor } from './optimizer/optimizer';
import type { Recipe } from './recipe';
import { shuffledOrder } from './shuffle';
import type { Trainable } from './trainable';
import type { TrainedTensor } from './trainedTensor';

/** Preprocessed samples [numSamples · product(shape)] and their classes. */
export interface TrainingData {
  readonly inputs: Float32Array;
  /** [numSamples], or in the training of a network that scores every position one for each. */
  readonly labels: ArrayLike<number>;
  /** Shape of one sample. */
  readonly shape: readonly number[];
}

/** The state of a training between batches. `train` changes it. */
export interface TrainingState {
  stepsDone: number;
  /**
   * Tensors in the order of the model's variables. Those that are not trained, such as moving
   * averages, have no slots.
   */
  readonly tensors: readonly TrainedTensor[];
}

/** Progress after one batch. */
export interface TrainedBatch {
  /** Epoch and batch, both from 0. */
  readonly epoch: number;
  readonly batch: number;
  readonly numBatches: number;
  /** Mean cross-entropy of the batch, in nats. */
  readonly loss: number;
}

/** Returns the state before the first batch: the model's initial weights and empty slots. */
export async function startTraining(model: Trainable, recipe: Recipe): Promise<TrainingState> {
  const tensors: TrainedTensor[] = [];
  for (const variable of model.variables) {
    const values = await valuesOf(variable.read());
    tensors.push(variable.trainable ? trainedTensor(values, recipe) : { values, slots: {} });
  }
  return { stepsDone: 0, tensors };
}

/** Copies the state's weights into the model. */
export function restoreWeights(model: Trainable, state: TrainingState): void {
  writeTensors(model.variables, state.tensors);
}

/**
 * Trains one batch at a time until the recipe's epochs are done. It may be stopped after any batch.
 * Each epoch uses every sample once, in an order drawn from `seed` and the epoch, so a resumed
 * training sees the same batches as an uninterrupted one. The network outputs scores before
 * softmax. Its weights are kept equal to those of `state`.
 */
export async function* train(
  model: Trainable,
  state: TrainingState,
  data: TrainingData,
  recipe: Recipe,
  seed: number,
): AsyncGenerator<TrainedBatch, void> {
  const { variables } = model;
  const numSamples = numSamplesOf(data);
  const numBatches = Math.ceil(numSamples / recipe.batchSize);
  let order: { readonly epoch: number; readonly samples: Uint32Array } | undefined;
  while (state.stepsDone < numBatches * recipe.epochs) {
    const { stepsDone } = state;
    const epoch = Math.floor(stepsDone / numBatches);
    const batch = stepsDone % numBatches;
    if (order?.epoch !== epoch) order = { epoch, samples: shuffledOrder(numSamples, seed, epoch) };
    const chosen = order.samples.subarray(batch * recipe.batchSize, (batch + 1) * recipe.batchSize);
    model.startStep(seed, stepsDone);
    const inputs = gatherInputs(data, chosen, recipe, seed, epoch);
    const { loss, gradients } = await differentiate(model, inputs, data, chosen);
    const trained = gradients.filter((gradient) => gradient !== null);
    if (recipe.maxGradientNorm !== undefined) clipGradients(trained, recipe.maxGradientNorm);
    const learningRate = learningRateAt(recipe, (epoch + batch / numBatches) / recipe.epochs);
    for (const [index, variable] of variables.entries()) {
      const tensor = state.tensors[index]!;
      const gradient = gradients[index]!;
      // Moving averages were updated by their layer.
      if (gradient === null) tensor.values.set(await valuesOf(variable.read()));
      else {
        const decays = variable.shape.length > 1;
        optimizerStep(tensor, gradient, recipe, { learningRate, stepsDone, decays });
      }
    }
    writeTensors(variables, state.tensors);
    state.stepsDone += 1;
    yield { epoch, batch, numBatches, loss };
  }
}

/**
 * Computes loss and gradients of one batch, null for variables that are not trained. Takes
 * ownership of `inputs`.
 */
async function differentiate(
  model: Trainable,
  inputs: tf.Tensor,
  data: TrainingData,
  chosen: Uint32Array,
): Promise<{ readonly loss: number; readonly gradients: readonly (Float32Array | null)[] }> {
  const trained = model.variables.map(({ trainable, read }) => (trainable ? (read() as tf.Variable) : null));
  const { value, grads } = tf.tidy(() => {
    const targets = oneHot(data, chosen, model.numClasses);
    return tf.variableGrads(
      () => {
        return tf.losses.softmaxCrossEntropy(targets, model.scores(inputs)) as tf.Scalar;
      },
      trained.filter((variable) => variable !== null),
    );
  });
  // Read outside of `tf.tidy`, which would search every element of a returned typed array for
  // tensors (60 ms a batch).
  const gradients = await Promise.all(
    trained.map((variable) => (variable === null ? null : valuesOf(grads[variable.name]!))),
  );
  const [loss] = await value.data();
  tf.dispose([inputs, value, grads]);
  return { loss: loss!, gradients };
}

function gatherInputs(
  data: TrainingData,
  chosen: Uint32Array,
  { augmentation }: Recipe,
  seed: number,
  epoch: number,
): tf.Tensor {
  const size = tf.util.sizeFromShape([...data.shape]);
  const gathered = new Float32Array(chosen.length * size);
  const [height, width, channels = 1] = data.shape as [number, number, number?];
  chosen.forEach((sample, slot) => {
    const input = data.inputs.subarray(sample * size, (sample + 1) * size);
    const target = gathered.subarray(slot * size, (slot + 1) * size);
    if (augmentation === undefined) target.set(input);
    else if ('noise' in augmentation) augmentFrames(input, target, width, augmentation, seed, epoch, sample);
    else augmentPicture(input, target, { height, width, channels }, augmentation, seed, epoch, sample);
  });
  return tf.tensor(gathered, [chosen.length, ...data.shape]);
}

function numSamplesOf({ inputs, shape }: TrainingData): number {
  return inputs.length / tf.util.sizeFromShape([...shape]);
}

/** Targets [chosen samples · labels of each, numClasses]. */
function oneHot(data: TrainingData, chosen: Uint32Array, numClasses: number): tf.Tensor {
  const perSample = data.labels.length / numSamplesOf(data);
  const targets = new Float32Array(chosen.length * perSample * numClasses);
  chosen.forEach((sample, slot) => {
    for (let place = 0; place < perSample; place++) {
      const label = data.labels[sample * perSample + place]!;
      targets[(slot * perSample + place) * numClasses + label] = 1;
    }
  });
  return tf.tensor(targets, [chosen.length * perSample, numClasses]);
}

/** Reads a copy. `dataSync` would read a GPU through a canvas, which Node does not have. */
async function valuesOf(tensor: tf.Tensor): Promise<Float32Array> {
  return (await tensor.data<'float32'>()).slice();
}

function writeTensors(variables: readonly ModelVariable[], tensors: readonly TrainedTensor[]): void {
  for (const [index, variable] of variables.entries()) {
    const value = tf.tensor(tensors[index]!.values, [...variable.shape]);
    variable.write(value);
    value.dispose();
  }
}
