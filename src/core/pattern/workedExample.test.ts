import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { packWord, unpackWord } from '../words/packing';
import { dequantizeWord, parseQFormat, quantizeWord, wordLayout } from '../words/qformat';
import { drawFaultMask } from './faultPattern';
import { deriveTrialKey } from './trialKey';

const engine = readFileSync(new URL('../../../docs/engine.md', import.meta.url), 'utf8');

it('the worked example of docs/engine.md is what the code does', () => {
  const values = [0.5, -0.25, 1, -2];
  const layout = wordLayout(parseQFormat('Q2.6'), 'twosComplement');
  const width = 8;
  const words = values.map((value) => quantizeWord(value, layout));
  const lane = words.reduce((packed, word, slot) => packWord(packed, word, slot, width), 0) >>> 0;
  const key = deriveTrialKey(7, 0, 0.125, 'nested', 'bernoulli');
  const mask = new Uint32Array(1);
  drawFaultMask({ tensor: 0, numWords: 4, width }, { key, sampling: 'bernoulli', ber: 0.125 }, mask);
  const faulty = (lane ^ mask[0]!) >>> 0;
  const read = values.map((_, slot) => dequantizeWord(unpackWord(faulty, slot, width), layout));
  const hex = (lanes: number) => lanes.toString(16).padStart(8, '0');
  const addresses = Array.from({ length: 32 }, (_, address) => address).filter(
    (address) => (mask[0]! >>> address) & 1,
  );
  for (const line of [
    `values        ${values.join('  ')}`,
    `words         ${words.map((word) => hex(word & 0xff).slice(-2)).join('  ')}`,
    `lane          ${hex(lane)}`,
    `trial key     ${key.map(hex).join(' ')}`,
    `bit addresses ${addresses.join('  ')}`,
    `mask          ${hex(mask[0]!)}`,
    `faulty lane   ${hex(faulty)}`,
    `values read   ${read.join('  ')}`,
  ])
    expect(engine).toContain(line);
});
