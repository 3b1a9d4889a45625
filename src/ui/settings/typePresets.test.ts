import { expect, it } from 'vitest';
import { CATALOG } from '../../core/network/catalog';
import { parseQFormat } from '../../core/words/qformat';
import { formatMap } from '../../experiment/formats/formatMap';
import { presetCosts, typePresets } from './typePresets';

const cell = (format: string, lost: number) => ({
  format: parseQFormat(format),
  wrong: 4 + lost,
  lost,
  gained: 0,
});
const TI_GRU = CATALOG.get('ti-gru')!;
const MAP = formatMap('activations', 200, 4, [cell('Q4.4', 27), cell('Q6.7', 0)]);

it('offers the paper’s type and the fewest bits that lose nothing, and what each costs', () => {
  const presets = typePresets(TI_GRU, 'activations', MAP);
  expect(presets).toEqual([
    { format: 'Q4.4', name: 'paper’s' },
    { format: 'Q6.7', name: 'our minimal' },
  ]);
  expect(presetCosts(presets, MAP, 'speech', 200)).toBe(
    'Points lost without faults: Q4.4\u00a0+13.5, Q6.7\u00a00 (activations alone, first 200 recordings).',
  );
  expect(presetCosts(presets, MAP, 'speech', 100)).toBeNull();
});

it('has one button for a type that is both, and Q3.13 for weights', () => {
  const same = formatMap('weights', 100, 4, [cell('Q2.12', 0)]);
  expect(typePresets(TI_GRU, 'weights', same)).toEqual([
    { format: 'Q2.12', name: 'paper’s, our minimal' },
    { format: 'Q3.13', name: '' },
  ]);
});

it('states no number of the paper for a network that it does not have, and no loss that was not measured', () => {
  const presets = typePresets(CATALOG.get('chip-net')!, 'activations', null);
  expect(presets.map(({ name }) => name)).toEqual(['']);
  expect(presetCosts(presets, MAP, 'digits', 200)).toBeNull();
  expect(presetCosts([{ format: 'Q9.1', name: '' }], MAP, 'digits', 200)).toBeNull();
  const none = formatMap('activations', 200, 4, [cell('Q4.4', 27)]);
  expect(typePresets(TI_GRU, 'activations', none).map(({ format }) => format)).toEqual(['Q4.4']);
});
