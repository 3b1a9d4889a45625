import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { CATALOG } from '../../core/network/catalog';
import { product } from '../../core/network/network';
import { drawFaultPattern } from '../../core/pattern/faultPattern';
import { ALL_SHORTCUTS, NO_SHORTCUTS } from '../../core/site/shortcuts';
import { faultDraw, trainedSpace, trainedTensors } from '../../core/site/siteTensors';
import { type CodedFormat, parseNumberFormat, wordBits } from '../../core/words/numberFormat';
import { scaleGroups, scaleIndex, scaleSpan } from '../../core/words/scales';
import { storeWords, wordValue } from '../../core/words/storedWords';
import { wordCodec } from '../../core/words/wordValues';
import { startNetwork } from '../../train/startNetwork';
import { shippedEngine } from '../inference/shippedEngine.fake';
import { injectionOf } from './injection.fake';
import { StaticFaults } from './staticFaults';

const FORMATS = ['int8', 'int8/c', 'int4/g32', 'bf16', 'fp16', 'fp32', 'fp8e4m3/c', 'mxfp6e3m2', 'mxint8'];

describe.each(['cpu', 'wasm'])('words of other formats on %s', (backend) => {
  it.each(FORMATS)('read as the host reads the struck words of %s', async (name) => {
    await tf.setBackend(backend);
    const model = CATALOG.get('lenet-cnn')!;
    const format = parseNumberFormat(name) as CodedFormat;
    const network = startNetwork(model, 'glorotUniform', 1);
    const faults = new StaticFaults(network);
    const layers = ['conv-1', 'fc-2'];
    const injection = injectionOf(model, { structures: ['weights', 'biases'], layers, format });
    const { flips, nonFinite } = await faults.whenStored(injection.site, () => faults.inject(injection));
    let [wantedFlips, wantedNonFinite, changed] = [0, 0, 0];
    for (const place of trainedTensors(model, injection.site)) {
      const { shape, stored } = place.kernel;
      const values = faults.floatsOf(place.layer)[place.index]!.dataSync<'float32'>();
      // Outputs are the last axis of the catalogue's kernels.
      const groups = scaleGroups(scaleSpan(format), shape, { first: shape.length - 1, end: shape.length });
      const { lanes, scales } = storeWords(values, format, groups);
      const masks = new Map<number, number>();
      const width = wordBits(format);
      for (const address of drawFaultPattern(
        trainedSpace(place, injection.site),
        faultDraw(injection, place.structure),
      )) {
        const word = Math.floor(address / width);
        masks.set(word, ((masks.get(word) ?? 0) ^ (2 ** (address % width))) >>> 0);
        wantedFlips++;
      }
      const { decode, encode } = wordCodec(format);
      const found = network.read(stored).dataSync<'float32'>();
      expect(lanes.length).toBeGreaterThan(0);
      for (let index = 0; index < product(shape); index++) {
        const scale = scales[scaleIndex(index, groups)]!;
        const word = (encode(values[index]! / scale) ^ (masks.get(index) ?? 0)) >>> 0;
        const wanted = wordValue(decode(word), scale);
        if (wanted === null) wantedNonFinite++;
        if (masks.has(index)) changed++;
        expect(found[index]).toBe(wanted ?? 0);
      }
    }
    expect(changed).toBeGreaterThan(50);
    expect((await flips.data())[0]).toBe(wantedFlips);
    expect(nonFinite === null ? 0 : (await nonFinite.data())[0]).toBe(wantedNonFinite);
    tf.dispose([flips, nonFinite ?? []]);
    faults.dispose();
    network.dispose();
  });
});

describe('trials of words of other formats', () => {
  it.each([
    ['int8/c', 1e-2],
    ['mxfp4', 3e-2],
    ['bf16', 1e-5],
    ['fp8e5m2', 1e-3],
  ])('count the same with and without shortcuts, on wasm and cpu: %s', async (name, ber) => {
    const model = CATALOG.get('lenet-fc')!;
    const numSamples = 60;
    const site = { structures: ['weights', 'biases'] as const, format: parseNumberFormat(name) };
    const trials = [0, 1, 2, 3].map((trial) => injectionOf(model, site, { ber, trial, numSamples }));
    const results = [];
    for (const [backend, shortcuts] of [
      ['wasm', ALL_SHORTCUTS],
      ['wasm', NO_SHORTCUTS],
      ['cpu', NO_SHORTCUTS],
    ] as const) {
      await tf.setBackend(backend);
      const engine = await shippedEngine('lenet-fc', numSamples, { shortcuts });
      results.push([await engine.faultFree(trials[0]!.site, numSamples), await engine.evaluate(trials)]);
      engine.dispose();
    }
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
    const counts = results[0]![1] as readonly { readonly wrong: number; readonly flips: number }[];
    expect(counts.every(({ flips }) => flips > 0)).toBe(true);
    expect(new Set(counts.map(({ wrong }) => wrong)).size).toBeGreaterThan(1);
  });

  it('count the same if runs of two formats take turns', async () => {
    await tf.setBackend('cpu');
    const model = CATALOG.get('lenet-fc')!;
    const engine = await shippedEngine('lenet-fc', 20);
    const trialsOf = (name: string) =>
      [0, 1].map((trial) =>
        injectionOf(model, { format: parseNumberFormat(name) }, { ber: 0.01, trial, numSamples: 20 }),
      );
    const names = ['int8', 'mxfp4', 'Q2.6', 'fp8e4m3'];
    const alone = [];
    for (const name of names) alone.push(await engine.evaluate(trialsOf(name)));
    const { numTensors } = tf.memory();
    expect(await Promise.all(names.map((name) => engine.evaluate(trialsOf(name))))).toEqual(alone);
    expect(new Set(alone.map((counts) => JSON.stringify(counts))).size).toBe(names.length);
    expect(tf.memory().numTensors).toBe(numTensors);
    engine.dispose();
  });

  it('runs trials whose faults lie in one tensor of floats', async () => {
    await tf.setBackend('cpu');
    const model = CATALOG.get('lenet-fc')!;
    const engine = await shippedEngine('lenet-fc', 20);
    const site = { layers: ['fc-3'], format: parseNumberFormat('fp8e5m2') };
    const { numTensors } = tf.memory();
    const trials = [0, 1, 2].map((trial) => injectionOf(model, site, { ber: 0.05, trial, numSamples: 20 }));
    const counts = await engine.evaluate(trials);
    expect(counts.map(({ due }) => due)).toEqual([20, 20, 20]);
    expect(await engine.evaluate(trials)).toEqual(counts);
    expect(tf.memory().numTensors - numTensors).toBeLessThan(20);
    engine.dispose();
  });

  it('makes every image of a trial due once one weight reads as Infinity or NaN', async () => {
    await tf.setBackend('wasm');
    const model = CATALOG.get('lenet-fc')!;
    const engine = await shippedEngine('lenet-fc', 20);
    // No finite word of fp8e5m2 is so large that a sum could exceed float32.
    const site = { format: parseNumberFormat('fp8e5m2') };
    const struck = (ber: number) => injectionOf(model, site, { ber, numSamples: 20 });
    const [count] = await engine.evaluate([struck(0.02)]);
    expect(count).toMatchObject({ wrong: 20, due: 20 });
    // Without faults in exponents no word is Infinity or NaN.
    const mantissa = { ...struck(0.02).site, bitPositions: [6, 7] };
    const [harmless] = await engine.evaluate([{ ...struck(0.02), site: mantissa }]);
    expect(harmless!.due).toBeUndefined();
    expect(harmless!.wrong).toBeLessThan(5);
    engine.dispose();
  });
});
