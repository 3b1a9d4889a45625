import * as tf from '@tensorflow/tfjs-core';
import type { Device, DevicePreference } from '../../core/device';
import { BackendError, messageOf } from '../../core/errors';
import { GPU_REASONS } from '../../core/gpuReasons';
import { t } from '../../core/language/t';
import { steadyMatMul } from '../kernels/steadyMatMul';
import { guardAllocations, watchAllocations } from './guardMemory';

/** Differences between a browser worker and Node when a device starts. */
export interface DevicePlatform {
  /** URLs of tfjs's WASM binaries. Undefined in Node, where the package finds its own files. */
  readonly wasmPaths: Readonly<Record<string, string>> | undefined;
  /** WebGPU entry point, or a sentence that explains why there is none. */
  gpu(): Promise<GPU | string>;
}

/** The started device. */
interface StartedDevice {
  readonly device: Device;
  readonly adapter: string;
  readonly software: boolean;
  readonly reason: string;
  /** Resolves with a sentence when the device is lost. Never resolves for wasm and cpu. */
  readonly lost: Promise<string>;
  /** Returns true once the device could not allocate memory without a call that failed. */
  hasRunOut(): boolean;
}

/** Time after which the next device is tried, because a driver may hang. */
const START_TIMEOUT_MS = 20_000;

const never = new Promise<string>(() => undefined);
const hasRunOut = () => false;

/**
 * Starts tfjs on the preferred device. `auto` selects a hardware GPU if there is one, else WASM,
 * else plain JavaScript, and reports the reason. A software GPU is used only if `webgpu` is
 * requested. Throws BackendError if a device requested by name does not start.
 */
export async function startDevice(
  preference: DevicePreference,
  platform: DevicePlatform,
): Promise<StartedDevice> {
  if (preference === 'cpu') return startCpu(t`chosen by hand`);
  if (preference === 'wasm') return startWasm(t`chosen by hand`, platform);

  const adapter = await withTimeout(probeAdapter(platform), 'webgpu').catch((error: Error) => error.message);
  if (preference === 'webgpu') {
    if (typeof adapter === 'string') throw new BackendError('webgpu', t`Cannot use WebGPU: ${adapter}`);
    return startWebGpu(adapter, t`chosen by hand`);
  }

  let why: string;
  if (typeof adapter === 'string') why = adapter;
  else if (adapter.software)
    why = t`only a software GPU is offered (${adapter.name}), which is slower than WASM`;
  else {
    try {
      return await startWebGpu(adapter, t`a hardware GPU is present`);
    } catch (error) {
      why = messageOf(error);
    }
  }
  try {
    return await startWasm(why, platform);
  } catch (error) {
    return startCpu(t`${why}; WASM did not start either (${messageOf(error)})`);
  }
}

interface ProbedAdapter {
  readonly name: string;
  readonly software: boolean;
}

async function probeAdapter(platform: DevicePlatform): Promise<ProbedAdapter | string> {
  const gpu = await platform.gpu();
  if (typeof gpu === 'string') return gpu;
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) return GPU_REASONS.noAdapter;
  // Browsers without `info` do not describe their adapter. It is assumed to be hardware, as most
  // GPUs are.
  const info = adapter.info as GPUAdapterInfo | undefined;
  if (info === undefined) return { name: 'unnamed GPU', software: false };
  const { vendor, architecture, description, device, isFallbackAdapter } = info;
  const name = description || device || [vendor, architecture].filter(Boolean).join(' ') || 'unnamed GPU';
  const software =
    isFallbackAdapter ||
    /swiftshader|llvmpipe|lavapipe|basic render|software/i.test(`${name} ${architecture}`);
  return { name, software };
}

async function startWebGpu({ name, software }: ProbedAdapter, reason: string): Promise<StartedDevice> {
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  // By default tfjs runs small inputs on the CPU. A parity test would then compare the CPU with
  // itself.
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  steadyMatMul();
  await start('webgpu');
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend))
    throw new BackendError('webgpu', t`tfjs did not start its WebGPU backend`);
  const lost = backend.device.lost.then((info) => {
    const why = [info.reason, info.message.trim().replace(/\.$/, '')].filter((part) => part !== '');
    return t`The GPU device was lost (${why.join(': ')})`;
  });
  const hasRunOut = watchAllocations(backend.device);
  return { device: 'webgpu', adapter: name, software, reason, lost, hasRunOut };
}

async function startWasm(reason: string, platform: DevicePlatform): Promise<StartedDevice> {
  const { BackendWasm, setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  if (platform.wasmPaths !== undefined) setWasmPaths({ ...platform.wasmPaths });
  // Trials run in parallel, one engine in each worker. Threads of tfjs would compete with the
  // workers.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  await start('wasm');
  const backend = tf.backend();
  if (backend instanceof BackendWasm) guardAllocations(backend.wasm);
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  return {
    device: 'wasm',
    adapter: simd ? 'WASM SIMD' : 'WASM without SIMD',
    software: false,
    reason,
    lost: never,
    hasRunOut,
  };
}

async function startCpu(reason: string): Promise<StartedDevice> {
  await import('@tensorflow/tfjs-backend-cpu');
  // Otherwise tfjs advertises its native backend in Node.
  tf.env().set('PROD', true);
  await start('cpu');
  return { device: 'cpu', adapter: 'JavaScript', software: false, reason, lost: never, hasRunOut };
}

/**
 * tfjs reports a failure as `false` and logs the reason. This function wraps the factory to catch
 * its error.
 */
async function start(device: Device): Promise<void> {
  const factory = tf.findBackendFactory(device) as ReturnType<typeof tf.findBackendFactory> | null;
  if (factory === null) throw new BackendError(device, t`tfjs has no ${device} here`);
  let cause: unknown;
  tf.removeBackend(device);
  tf.registerBackend(device, async () => {
    try {
      return await factory();
    } catch (error) {
      cause = error;
      throw error;
    }
  });
  const started = await withTimeout(tf.setBackend(device), device);
  if (started) await tf.ready();
  if (!started || tf.getBackend() !== device) {
    // Emscripten rejects with plain objects that have a message.
    const why = (cause as { readonly message?: unknown } | undefined)?.message ?? cause;
    const reason = why === undefined ? '' : ` (${why})`;
    throw new BackendError(device, t`tfjs could not start ${device}${reason}`, { cause });
  }
}

async function withTimeout<T>(work: Promise<T>, device: Device): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    const error = new BackendError(device, t`${device} did not start within ${START_TIMEOUT_MS / 1000} s`);
    timer = setTimeout(() => reject(error), START_TIMEOUT_MS);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
