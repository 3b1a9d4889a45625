import { mkdtempSync, openAsBlob, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { SpecError } from '../../core/errors';
import { loadGraph } from '../../engine/graph/loadGraph';
import { type FakeNetwork, networkBytes, numbers } from '../../engine/graph/networks.fake';
import { openGraph } from '../../engine/graph/openGraph';
import { startDevice } from '../../engine/inference/devices';
import { openOnnx } from '../../engine/onnx/openOnnx';
import { nodeGpu } from '../../worker/nodeGpu';
import { print, processorMs } from './timing';

/** Limits for opening a file of a size. */
interface OpeningTarget {
  readonly megabytes: number;
  /** Processor time. */
  readonly maxSeconds: number;
  /** Peak memory beyond that of a process with a started device, as a multiple of the file. */
  readonly maxMemory: number;
}

const TARGETS: readonly OpeningTarget[] = [
  { megabytes: 100, maxSeconds: 3, maxMemory: 2.5 },
  { megabytes: 600, maxSeconds: 18, maxMemory: 2 },
];
/** Rows and columns of a kernel of a written file: 4 MB of floats. */
const KERNEL_LENGTH = 1024;

/**
 * Times the opening of large files. `runPart` does a part in a process of its own and returns its
 * exit code.
 */
export function benchOpening(runPart: (part: string) => number): number {
  print('\nOpening an ONNX file from disk: identity, then all tensors on the device; processor time');
  const folder = mkdtempSync(join(tmpdir(), 'ares-bench-'));
  try {
    for (const { megabytes } of TARGETS) {
      const file = join(folder, `${megabytes}.onnx`);
      const exitCode = runPart(`write ${file}`) || runPart(`open ${file}`);
      if (exitCode !== 0) return exitCode;
      rmSync(file);
    }
    return 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Does a part of `benchOpening`: `write <file>` or `open <file>`. */
export async function openingPart(part: string): Promise<number> {
  const [, action, path] = /^(write|open) (.+)$/.exec(part) ?? [];
  const target = TARGETS.find(
    ({ megabytes }) => path !== undefined && basename(path) === `${megabytes}.onnx`,
  );
  if (path === undefined || target === undefined)
    throw new SpecError('network', `Cannot bench ${part}: expected a part that bench starts by itself`);
  if (action === 'write') writeFileSync(path, networkBytes(wideNetwork(target.megabytes)));
  else await openFile(path, target);
  return 0;
}

/** A chain of dense layers with `megabytes` of weights. */
function wideNetwork(megabytes: number): FakeNetwork {
  const numLayers = Math.round((megabytes * 1e6) / (4 * KERNEL_LENGTH ** 2));
  const kernels = Array.from({ length: numLayers }, (_, layer) => `w${layer}`);
  const values = numbers(KERNEL_LENGTH ** 2, 1).map((value) => Math.fround(value / KERNEL_LENGTH));
  return {
    input: ['batch', KERNEL_LENGTH],
    output: ['batch', KERNEL_LENGTH],
    tensors: Object.fromEntries(
      kernels.map((name) => [name, { shape: [KERNEL_LENGTH, KERNEL_LENGTH], values }]),
    ),
    nodes: kernels.map((kernel, layer) => ({
      operator: 'Gemm',
      inputs: [layer === 0 ? 'x' : `v${layer - 1}`, kernel],
      outputs: [layer === numLayers - 1 ? 'y' : `v${layer}`],
    })),
  };
}

async function openFile(path: string, { maxSeconds, maxMemory }: OpeningTarget): Promise<void> {
  const megabytes = statSync(path).size / 1e6;
  await startDevice('wasm', { wasmPaths: undefined, gpu: nodeGpu });
  const before = peakMegabytes();
  const startMs = processorMs();
  const opened = await openGraph(await openOnnx({ name: basename(path), blob: await openAsBlob(path) }));
  const describedSeconds = (processorMs() - startMs) / 1000;
  const described = peakMegabytes() - before;
  const network = await loadGraph(opened);
  const seconds = (processorMs() - startMs) / 1000;
  const memory = (peakMegabytes() - before) / megabytes;
  const isMet = seconds <= maxSeconds && memory <= maxMemory;
  print(
    `  ${megabytes.toFixed(0)} MB: described in ${describedSeconds.toFixed(2)} s with ${described} MB, ` +
      `loaded in ${seconds.toFixed(2)} s; peak ${memory.toFixed(2)} x the file ` +
      `(targets: ${maxSeconds} s, ${maxMemory} x): ${isMet ? 'met' : 'missed'}`,
  );
  network.dispose();
}

function peakMegabytes(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
