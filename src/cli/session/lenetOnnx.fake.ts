import { readFileSync } from 'node:fs';
import { bytes, initializer, model, node, text, value } from '../../engine/onnx/writeOnnx.fake';

const LAYERS = [
  [784, 300],
  [300, 100],
  [100, 10],
] as const;

/**
 * Returns LeNetFC on generated digits as an ONNX file. Its kernels are stored [inputs, units] as
 * the explorer stores them, so that its tensors have the same words under the same numbers. `end`
 * is a function of its scores.
 */
export function lenetOnnx(end: 'Identity' | 'Softmax' | 'Sigmoid' = 'Identity'): Uint8Array<ArrayBuffer> {
  const weights = new Uint8Array(readFileSync('public/models/lenet-fc/generated/weights.bin'));
  let start = 0;
  const raw = (numValues: number) => {
    const part = weights.slice(start, start + 4 * numValues);
    start += 4 * numValues;
    return bytes(9, part);
  };
  const tensors = LAYERS.flatMap(([inputs, units], index) => [
    initializer(`fc${index + 1}.weight`, 1, [inputs, units], raw(inputs * units)),
    initializer(`fc${index + 1}.bias`, 1, [units], raw(units)),
  ]);
  const gemm = (index: number, from: string, to: string) =>
    node('Gemm', [from, `fc${index}.weight`, `fc${index}.bias`], [to], `/fc${index}/Gemm`);
  return model([
    node('Flatten', ['x'], ['flat'], '/Flatten'),
    gemm(1, 'flat', 'h1'),
    node('Relu', ['h1'], ['r1'], '/Relu'),
    gemm(2, 'r1', 'h2'),
    node('Relu', ['h2'], ['r2'], '/Relu_1'),
    ...(end === 'Identity' ? [gemm(3, 'r2', 'y')] : [gemm(3, 'r2', 's'), node(end, ['s'], ['y'], '/End')]),
    text(2, 'lenet'),
    ...tensors,
    value(11, 'x', ['batch', 1, 28, 28]),
    value(12, 'y', ['batch', 10]),
  ]);
}
