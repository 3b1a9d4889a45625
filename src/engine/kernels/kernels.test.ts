import '@tensorflow/tfjs-backend-cpu';
import { readdirSync, readFileSync } from 'node:fs';
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { WgslReflect } from 'wgsl_reflect';
import base64 from './assembly/index.ts?assembly';
import { outputChanges } from './outputChanges';
import { checkParity } from './parityCases';
import { wasmKernels } from './wasmKernels';

describe.each(['cpu', 'wasm'])('kernels on %s', (backend) => {
  it('agree with their TypeScript counterparts bit for bit and free every tensor', async () => {
    await tf.setBackend(backend);
    const before = tf.memory().numTensors;
    const { ran, failures } = await checkParity();
    console.info(`${ran} parity cases on ${tf.getBackend()}`);
    expect(failures).toEqual([]);
    expect(ran).toBeGreaterThan(500);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('WASM counterparts', () => {
  it('run on the WASM backend (control of the parity cases above)', async () => {
    await tf.setBackend('wasm');
    const backend = tf.backend();
    if (!(backend instanceof BackendWasm)) throw new Error('expected the WASM backend');
    expect(wasmKernels(backend)).not.toBeNull();
  });

  it('move a dense layer’s outputs as TypeScript does, whatever is left over of four images and two changes', async () => {
    const numInputs = 7;
    const changes = {
      columns: Int32Array.of(0, 2, 3),
      starts: Int32Array.of(0, 1, 3, 3),
      rows: Int32Array.of(6, 0, 4),
      deltas: Float32Array.of(-0.7, 1.3, 0.1),
      biasDeltas: Float32Array.of(0, 0.3, -2),
    };
    for (const numSamples of [1, 3, 4, 127, 128, 129, 258]) {
      const run = async (backend: string, relu: boolean) => {
        await tf.setBackend(backend);
        return tf.tidy(() => {
          const inputs = tf.randomNormal([numInputs, numSamples], 0, 1, 'float32', 1);
          const sums = tf.randomNormal([4, numSamples], 0, 1, 'float32', 2);
          return Array.from(outputChanges({ inputs, sums }, changes, relu).dataSync());
        });
      };
      for (const relu of [false, true]) {
        const moved = await run('wasm', relu);
        expect(moved).toEqual(await run('cpu', relu));
        expect(new Set(moved).size).toBeGreaterThan(numSamples);
      }
    }
  });

  it('have no data of their own, which would lie over tensors', () => {
    const DATA = 11;
    const bytes = Buffer.from(base64, 'base64');
    const sections: number[] = [];
    for (let place = 8; place < bytes.length; ) {
      sections.push(bytes[place++]!);
      let size = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[place++]!;
        size |= (byte & 127) << shift;
        if (byte < 128) break;
      }
      place += size;
    }
    expect(sections).toContain(10);
    expect(sections).not.toContain(DATA);
  });
});

describe('counterparts by name', () => {
  const folder = import.meta.dirname;
  const wgsl = readdirSync(folder).filter((name) => name.endsWith('.wgsl'));
  const functions = wgsl.flatMap((name) =>
    new WgslReflect(readFileSync(`${folder}/${name}`, 'utf8')).functions.map((definition) => definition.name),
  );
  const sources = [
    'core/pattern/philox',
    'core/pattern/faultLevels',
    'core/pattern/faultPattern',
    'core/samples/measures',
    'core/site/predictedClass',
    'core/words/packing',
    'core/words/qformat',
    'core/words/scales',
    'core/words/storedWords',
    'engine/kernels/overflowKernels',
  ]
    .map((name) => readFileSync(`${folder}/../../${name}.ts`, 'utf8'))
    .join('\n');

  it('finds a TypeScript function for every WGSL function', () => {
    expect(functions.length).toBeGreaterThan(8);
    const camelCase = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    const orphans = functions.filter((name) => !new RegExp(`function ${camelCase(name)}\\b`).test(sources));
    expect(orphans).toEqual([]);
  });

  it('finds a WGSL function for every counterpart that TypeScript names', () => {
    const named = [...sources.matchAll(/WGSL\s+(?:\*\s+)?counterpart:\s+(?:\*\s+)?`(\w+)`/g)].map(
      (match) => match[1]!,
    );
    expect(named.length).toBe(functions.length);
    expect([...named].sort()).toEqual([...functions].sort());
  });
});
