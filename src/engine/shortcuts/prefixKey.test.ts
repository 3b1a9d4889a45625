import { expect, it } from 'vitest';
import { CATALOG } from '../../core/network/catalog';
import type { FaultSite } from '../../core/site/injection';
import { injectionOf } from '../injection/injection.fake';
import { prefixKey } from './prefixKey';

const MODEL = CATALOG.get('lenet-fc')!;
const at = (node: string) => MODEL.nodes.findIndex((shaped) => shaped.node.name === node);
const key = (site: Partial<FaultSite>, numSamples = 10) =>
  prefixKey(MODEL, at('fc-2'), injectionOf(MODEL, site).site, numSamples);

it('is the same for sites that differ behind the cut alone', () => {
  expect(key({ layers: ['fc-1', 'fc-3'] })).toBe(key({ layers: ['fc-1', 'fc-2'] }));
  expect(key({ layers: ['fc-1'], bitPositions: [0] })).toBe(key({ layers: ['fc-1'] }));
});

it.each<Partial<FaultSite>>([
  { layers: ['fc-3'] },
  { structures: ['weights', 'activations'] },
  { format: { integerBits: 3, fractionBits: 5 } },
  { encoding: 'signMagnitude' },
  { reluWords: 'unsigned' },
])('is another with %j', (site) => expect(key(site)).not.toBe(key({})));

it('is another for another number of images', () => expect(key({}, 11)).not.toBe(key({})));
