import * as tf from '@tensorflow/tfjs-core';
import { wholeOutput } from './nodeFunction';

/** ReLU that is a node of its own. */
export const relu = wholeOutput<'relu'>((_, [input]) => tf.relu(input!));

/** Sum of nodes of one shape, from the first to the last. */
export const add = wholeOutput<'add'>((_, inputs) => inputs.reduce((sum, input) => tf.add(sum, input)));
