import { expect, it } from 'vitest';
import { CATALOG } from '../core/network/catalog';
import { fakeMagnitudes } from '../core/network/magnitudes.fake';
import { parseLink } from '../experiment/link/link';
import { assetsFingerprint, trialsFingerprint } from './fingerprint';

it.each([
  ['#/x?v=1', '1'],
  ['#/x?v=1&t=24.0', '1'],
  ['#/x?v=1&m=lenet-cnn', '1'],
  ['#/x?v=1&m=ti-gru', '1'],
  ['#/x?v=1&m=ti-gru&s=a', '2'],
  ['#/x?v=1&m=ti-gru&s=ah', '1'],
  ['#/x?v=1&m=vgg16-mini&l=conv-1-1', '1'],
  ['#/x?v=1&m=vgg16-mini', '2'],
  ['#/x?v=1&m=resnet50-mini', '2'],
  ['#/x?v=1&m=resnet50-mini&s=a', '1'],
])(
  'trials of %s are those of engine %s: older ones are not taken back where values may overflow',
  (link, version) => {
    const { spec } = parseLink(link);
    const assets = { digests: 'a b', magnitudes: fakeMagnitudes(CATALOG.get(spec.model)!) };
    expect(trialsFingerprint(assets, spec)).toBe(`${version} a b`);
  },
);

it.each([
  ['lenet-fc', '1 a b'],
  ['vgg16-mini', '1 a b'],
  ['vgg16', '1 a b libjpeg'],
  ['resnet50', '1 a b libjpeg'],
] as const)('counts of %s name the decoder where it looks at photos', (id, expected) => {
  const model = CATALOG.get(id)!;
  const assets = { digests: 'a b', magnitudes: fakeMagnitudes(model) };
  const { spec } = parseLink(`#/x?v=1&m=${id}`);
  expect(assetsFingerprint(assets, model)).toBe(expected);
  expect(trialsFingerprint(assets, spec).slice(1)).toBe(expected.slice(1));
});

it('bounds the values of a network once for each site', () => {
  const found = fakeMagnitudes(CATALOG.get('ti-gru')!);
  let reads = 0;
  const magnitudes = {
    norms: found.norms,
    tensors: found.tensors,
    get layers() {
      reads++;
      return found.layers;
    },
  };
  const versionOf = (link: string, digests: string) =>
    trialsFingerprint({ digests, magnitudes }, parseLink(link).spec);
  const links = ['#/x?v=1&m=ti-gru', '#/x?v=1&m=ti-gru&s=a', '#/x?v=1&m=ti-gru&s=ah'];
  expect(links.map((link) => versionOf(link, 'a'))).toEqual(['1 a', '2 a', '1 a']);
  const readsOfThree = reads;
  expect(readsOfThree).toBeGreaterThan(2);
  expect(links.map((link) => versionOf(`${link}&n=9`, 'b'))).toEqual(['1 b', '2 b', '1 b']);
  expect(reads).toBe(readsOfThree);
});
