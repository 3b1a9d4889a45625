import { expect, it } from 'vitest';
import { ownSpec } from '../settings/ownSpec.fake';
import { formatLink, parseLink } from './link';
import { formatFile, linkedFile, linkedNetwork } from './linkedNetwork';
import { DEFAULT_VIEW } from './view';

it('names the file of a network of the reader and its size, and no file of the catalogue', () => {
  const spec = ownSpec();
  const link = formatLink(spec, DEFAULT_VIEW, { fingerprint: '1abc' });
  expect(link).toMatch(/&net=lenet\.onnx:1066892&h=1abc$/);
  expect(linkedNetwork(link)).toBe(spec.model);
  expect(linkedFile(link)).toEqual({ name: 'lenet.onnx', bytes: 1_066_892 });
  const read = parseLink(formatLink(spec, DEFAULT_VIEW));
  expect(read).toMatchObject({ spec, problems: [] });
  const known = parseLink('#/x?v=1');
  expect(formatLink(known.spec, known.view)).not.toContain('net=');
});

it.each(['mein Netz ä&=%:7.onnx', '模型.tflite', `${'n'.repeat(300)}.onnx`])(
  'reads name %# back, of a long one its end',
  (name) => {
    const value = encodeURIComponent(formatFile({ name, bytes: 7 }));
    const short = Array.from(name).slice(-100).join('');
    expect(linkedFile(`#/x?v=1&net=${value}&n=3`)).toEqual({ name: short, bytes: 7 });
  },
);

it.each([
  '',
  'net=',
  'net=a.onnx',
  'net=a.onnx:',
  'net=:7',
  'net=a:1e6',
  'net=%E0%A4%A:7',
  `net=a:${'9'.repeat(16)}`,
])('names no file for %j', (field) => {
  expect(linkedFile(`#/x?v=1&m=file-00000000000000e7&${field}`)).toBeUndefined();
});

it('keeps the ending of a long name', () => {
  expect(formatFile({ name: `${'n'.repeat(300)}.onnx`, bytes: 7 })).toMatch(/^n{95}\.onnx:7$/);
});
