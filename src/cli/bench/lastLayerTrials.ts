import * as tf from '@tensorflow/tfjs-core';
import { drawFaultPattern, type WordSpace } from '../../core/pattern/faultPattern';
import { deriveTrialKey } from '../../core/pattern/trialKey';
import type { Trial } from '../../core/site/injection';
import {
  dequantizeWord,
  type Encoding,
  type QFormat,
  quantizeWord,
  type WordLayout,
  wordLayout,
} from '../../core/words/qformat';
import type { ImageBatch } from '../../engine/inference/imageBatches';
import { INPUT, NetworkRunner } from '../../engine/inference/networkRunner';
import type { Network } from '../../engine/nodes/network';
import type { AnsweredTrial } from '../../experiment/ticks/search/tickSearch';

/** Dense last layer whose stored weights are the only faulty values. */
interface LastLayer {
  readonly name: string;
  /** The kernel's fixed tensor number in the fault streams. */
  readonly tensor: number;
  readonly format: QFormat;
  readonly encoding: Encoding;
}

/**
 * Runs trials in the weights of a network's last layer, some 100 times as fast as the engine. The
 * input of the layer never changes, so a flip adds one column times the change of its weight to the
 * scores.
 *
 * Scores are f64 here and f32 in the engine. Both give equal counts unless two scores of an image
 * are equal within f32's rounding.
 */
export class LastLayerTrials {
  /** Wrong images with the layer quantised and no faults. */
  readonly baselineWrong: number;
  private readonly layout: WordLayout;
  private readonly numClasses: number;
  private readonly space: WordSpace;
  private readonly words: Uint32Array;
  private readonly faultFree: Float64Array;
  private readonly scores: Float64Array;

  /**
   * Takes float values: `inputs` [numInputs · numSamples] by column, `kernel` [numInputs ·
   * numClasses] and `bias` [numClasses].
   */
  private constructor(
    private readonly inputs: Float32Array,
    kernel: Float32Array,
    bias: Float32Array,
    private readonly labels: ArrayLike<number>,
    { format, encoding, tensor }: LastLayer,
  ) {
    this.layout = wordLayout(format, encoding);
    this.space = { tensor, numWords: kernel.length, width: this.layout.width };
    this.words = Uint32Array.from(kernel, (weight) => quantizeWord(weight, this.layout));
    this.numClasses = bias.length;
    this.faultFree = new Float64Array(labels.length * bias.length);
    for (let index = 0; index < this.faultFree.length; index++) {
      this.faultFree[index] = bias[Math.floor(index / labels.length)]!;
    }
    this.words.forEach((word, index) => {
      this.add(this.faultFree, index, dequantizeWord(word, this.layout));
    });
    this.scores = new Float64Array(this.faultFree.length);
    this.baselineWrong = this.countWrong(this.faultFree);
  }

  /** Runs the layers before the last one, once, on the current tfjs backend. */
  static async of(network: Network, { images, labels }: ImageBatch, layer: LastLayer) {
    const runner = new NetworkRunner(network);
    const before = network.description.nodes.at(-2)!.node.name;
    const inputs = tf.tidy(() =>
      tf.transpose(runner.values(0, runner.end - 1, new Map([[INPUT, images]])).get(before)!),
    );
    const [kernel, bias] = network.tensorsOf(layer.name);
    const values = await Promise.all([inputs, kernel!, bias!].map((tensor) => tensor.data<'float32'>()));
    inputs.dispose();
    return new LastLayerTrials(values[0]!, values[1]!, values[2]!, await labels.data(), layer);
  }

  /** Number of bits that may flip. */
  get numBits(): number {
    return this.space.numWords * this.space.width;
  }

  /** Runs one trial with the independent protocol and the bernoulli rule. */
  run({ ber, trial }: Trial, seed: number): AnsweredTrial {
    const key = deriveTrialKey(seed, trial, ber, 'independent', 'bernoulli');
    const addresses = drawFaultPattern(this.space, { key, sampling: 'bernoulli', ber });
    if (addresses.length === 0) return { wrong: this.baselineWrong, flips: 0 };
    const { width } = this.layout;
    this.scores.set(this.faultFree);
    for (let first = 0; first < addresses.length; ) {
      const index = Math.floor(addresses[first]! / width);
      const word = this.words[index]!;
      let faulty = word;
      for (; Math.floor(addresses[first]! / width) === index; first++)
        faulty ^= 1 << (addresses[first]! % width);
      this.add(this.scores, index, dequantizeWord(faulty, this.layout) - dequantizeWord(word, this.layout));
    }
    return { wrong: this.countWrong(this.scores), flips: addresses.length };
  }

  /** Adds `weight` at position `index` of the kernel to the scores of every image. */
  private add(scores: Float64Array, index: number, weight: number): void {
    const numSamples = this.labels.length;
    const input = Math.floor(index / this.numClasses) * numSamples;
    const output = (index % this.numClasses) * numSamples;
    for (let image = 0; image < numSamples; image++) {
      scores[output + image]! += weight * this.inputs[input + image]!;
    }
  }

  /** Counts wrong images. The lowest class wins a tie. */
  private countWrong(scores: Float64Array): number {
    const numSamples = this.labels.length;
    let wrong = 0;
    for (let image = 0; image < numSamples; image++) {
      let best = 0;
      for (let classIndex = 1; classIndex < this.numClasses; classIndex++) {
        if (scores[classIndex * numSamples + image]! > scores[best * numSamples + image]!) best = classIndex;
      }
      if (best !== this.labels[image]) wrong++;
    }
    return wrong;
  }
}
