import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { openKerasFile } from './openKerasFile';

const encoder = new TextEncoder();
const CONFIG = JSON.stringify({ class_name: 'Sequential', config: { layers: [] } });

function zipOf(parts: Readonly<Record<string, Uint8Array | string>>): Uint8Array<ArrayBuffer> {
  const bytes = Object.entries(parts).map(([name, content]) => [
    name,
    typeof content === 'string' ? encoder.encode(content) : content,
  ]);
  return new Uint8Array(zipSync(Object.fromEntries(bytes)));
}

const open = (bytes: Uint8Array<ArrayBuffer>) => openKerasFile({ name: 'f.keras', blob: new Blob([bytes]) });

describe('A .keras file', () => {
  test('of more than 64 MB of configuration is refused before it is unpacked', async () => {
    const zip = zipOf({
      'config.json': new Uint8Array(64 * 2 ** 20 + 1),
      'model.weights.h5': new Uint8Array(1),
    });
    await expect(open(zip)).rejects.toThrow(
      'f.keras: config.json unpacks to 67108865 bytes: expected at most 67108864',
    );
  });

  test.each<[string, Record<string, string>, string]>([
    [
      'no configuration',
      { 'mnist/images': 'a', '__MACOSX/._images': 'b', 'mnist/labels': 'c' },
      'f.keras: The zip file holds mnist/images, mnist/labels and no config.json: expected a .keras file, or the files of a model or data set unpacked',
    ],
    [
      'no weights',
      { 'config.json': '{}' },
      'f.keras: The zip file holds config.json and no model.weights.h5: expected a .keras file',
    ],
    ['nothing', {}, 'f.keras: The zip file holds nothing and no config.json'],
    [
      'weights that are none',
      { 'config.json': CONFIG, 'model.weights.h5': '<?xml' },
      'f.keras/model.weights.h5: The file is an XML page',
    ],
  ])('with %s is refused', async (_, parts, message) => {
    await expect(open(zipOf(parts))).rejects.toThrow(message);
  });

  test('that is cut short is refused', async () => {
    const whole = zipOf({ 'config.json': CONFIG, 'model.weights.h5': 'a'.repeat(100) });
    await expect(open(whole.slice(0, -40))).rejects.toThrow('f.keras: The zip file is damaged or cut short');
  });

  test('with a changed byte is refused', async () => {
    const parts = { 'config.json': encoder.encode(CONFIG), 'model.weights.h5': encoder.encode('content') };
    const zip = new Uint8Array(zipSync(parts, { level: 0 }));
    const place = new TextDecoder('latin1').decode(zip).indexOf('content');
    const changed = zip.with(place, 0);
    await expect(open(changed)).rejects.toThrow('f.keras: The zip file is damaged or cut short');
  });
});
