import { bytes, initializer, model, node, text, value } from '../../engine/onnx/writeOnnx.fake';

const LAYERS = [
  [4, 16],
  [16, 1],
] as const;

/**
 * Returns a network that does not classify, as an ONNX file: [batch, 4] to [batch, 1] by 16
 * units with a ReLU. Its weights are a wave of small numbers.
 */
export function regressionOnnx(): Uint8Array<ArrayBuffer> {
  const wave = (count: number, step: number) =>
    new Uint8Array(
      Float32Array.from({ length: count }, (_, index) => Math.sin(step * (index + 1)) / 2).buffer,
    );
  const tensors = LAYERS.flatMap(([inputs, units], index) => [
    initializer(`fc${index + 1}.weight`, 1, [inputs, units], bytes(9, wave(inputs * units, 1.3 + index))),
    initializer(`fc${index + 1}.bias`, 1, [units], bytes(9, wave(units, 0.7))),
  ]);
  return model([
    node('Gemm', ['x', 'fc1.weight', 'fc1.bias'], ['h1'], '/fc1/Gemm'),
    node('Relu', ['h1'], ['r1'], '/Relu'),
    node('Gemm', ['r1', 'fc2.weight', 'fc2.bias'], ['y'], '/fc2/Gemm'),
    text(2, 'regression'),
    ...tensors,
    value(11, 'x', ['batch', 4]),
    value(12, 'y', ['batch', 1]),
  ]);
}
