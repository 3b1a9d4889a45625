import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { type WasmKernels, wasmKernels } from './wasmKernels';

/** Data of a kernel. u32 lanes are stored as int32, because tfjs has no u32. */
export type Values = Float32Array | Int32Array;

/** WGSL uniforms by name, in the order of their declaration. */
export type Uniforms = Readonly<Record<string, { readonly type: 'u32' | 'f32'; readonly value: number }>>;

/**
 * A WGSL program. `main` runs once for each invocation and reads the inputs as arrays, and
 * `uniforms`. It writes `result`.
 */
export interface GpuProgram {
  /** Cache key of the compiled shader. It must identify `source`; numbers belong in uniforms. */
  readonly key: string;
  readonly source: string;
  /**
   * Names of the bound inputs, in the order of the kernel's inputs. The source must read each of
   * them.
   */
  readonly inputs: readonly string[];
  readonly uniforms: Uniforms;
  readonly invocations: number;
  /** True if `result` is an array of atomic<i32>, initialised with zeros. */
  readonly atomic: boolean;
}

/** One operation of the fault engine: TypeScript for cpu and wasm, WGSL for webgpu. */
interface KernelDefinition<Attributes> {
  readonly name: string;
  readonly outputType: 'float32' | 'int32';
  outputShape(inputShapes: readonly number[][], attributes: Attributes): number[];
  /**
   * Fills `output`, whose initial content is arbitrary. On WASM it may call `wasm` for its loops,
   * which gives the same result.
   */
  compute(inputs: readonly Values[], output: Values, attributes: Attributes, wasm: WasmKernels | null): void;
  /** Undefined for kernels that do not run on a GPU. */
  program?(inputShapes: readonly number[][], attributes: Attributes): GpuProgram;
}

const WORKGROUP_SIZE = 64;

/**
 * Registers the kernel with the tfjs backends. Returns the function that runs it on the current
 * backend.
 */
export function defineKernel<Attributes extends object>(
  definition: KernelDefinition<Attributes>,
): (inputs: readonly tf.Tensor[], attributes: Attributes) => tf.Tensor {
  const { name, outputType } = definition;

  for (const backendName of definition.program === undefined ? ['cpu', 'wasm'] : ['cpu', 'wasm', 'webgpu']) {
    tf.registerKernel({
      kernelName: name,
      backendName,
      kernelFunc: ({ inputs, backend, attrs }) => {
        const tensors = Object.values(inputs) as tf.TensorInfo[];
        const attributes = attrs as unknown as Attributes;
        const shapes = tensors.map((tensor) => tensor.shape);
        const shape = definition.outputShape(shapes, attributes);
        if (backendName === 'webgpu') {
          return runOnGpu(
            backend as WebGPUBackend,
            tensors,
            shape,
            outputType,
            definition.program!(shapes, attributes),
          );
        }
        const run = backendName === 'wasm' ? runOnWasm : runOnCpu;
        return run(backend as never, tensors, shape, outputType, (values, output, wasm) =>
          definition.compute(values, output, attributes, wasm),
        );
      },
    });
  }

  return (inputs, attributes) => {
    const named = Object.fromEntries(inputs.map((tensor, index) => [`input${index}`, tensor]));
    return tf.engine().runKernel(name, named, attributes as tf.NamedAttrMap);
  };
}

type Compute = (inputs: Values[], output: Values, wasm: WasmKernels | null) => void;
type OutputType = KernelDefinition<object>['outputType'];

function runOnCpu(
  backend: MathBackendCPU,
  inputs: tf.TensorInfo[],
  shape: number[],
  type: OutputType,
  compute: Compute,
): tf.TensorInfo {
  const size = tf.util.sizeFromShape(shape);
  const output = type === 'float32' ? new Float32Array(size) : new Int32Array(size);
  compute(
    inputs.map((tensor) => backend.data.get(tensor.dataId).values as Values),
    output,
    null,
  );
  return backend.makeTensorInfo(shape, type, output);
}

function runOnWasm(
  backend: BackendWasm,
  inputs: tf.TensorInfo[],
  shape: number[],
  type: OutputType,
  compute: Compute,
): tf.TensorInfo {
  // Allocate the output before taking views, because an allocation may grow the heap and detach
  // them.
  const output = backend.makeOutput(shape, type);
  const wasm = wasmKernels(backend);
  compute(
    inputs.map((tensor) => backend.typedArrayFromHeap(tensor) as Values),
    backend.typedArrayFromHeap(output) as Values,
    wasm,
  );
  return output;
}

function runOnGpu(
  backend: WebGPUBackend,
  inputs: tf.TensorInfo[],
  shape: number[],
  type: OutputType,
  program: GpuProgram,
): tf.TensorInfo {
  const entries = Object.entries(program.uniforms);
  // Buffers are reused, so a result that is only changed by atomic operations must be cleared
  // first.
  const cleared = program.atomic ? clearedTensor(backend, shape) : undefined;
  return backend.runWebGPUProgram(
    {
      shaderKey: program.key,
      variableNames: [...program.inputs],
      uniforms: entries.map(([uniform, { type: uniformType }]) => `${uniform} : ${uniformType},`).join(' '),
      workgroupSize: [WORKGROUP_SIZE, 1, 1],
      dispatchLayout: { x: shape.map((_, dimension) => dimension) },
      // If x exceeds the limit of a device, 65,535, tfjs uses two dimensions and counts the index
      // through both.
      dispatch: [Math.ceil(program.invocations / WORKGROUP_SIZE), 1, 1],
      outputShape: shape,
      atomic: program.atomic,
      getUserCode: () => program.source,
    },
    inputs.slice(0, program.inputs.length),
    type,
    entries.map(([, { type: uniformType, value }]) => ({
      type: uniformType === 'u32' ? 'uint32' : 'float32',
      data: [value],
    })),
    cleared,
  );
}

function clearedTensor(backend: WebGPUBackend, shape: number[]): tf.TensorInfo {
  const fill = tf.getKernel('Fill', 'webgpu');
  return fill.kernelFunc({
    inputs: {},
    backend,
    attrs: { shape, value: 0, dtype: 'int32' },
  }) as tf.TensorInfo;
}
