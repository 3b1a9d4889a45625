import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeMulaw } from '../../src/engine/datasets/speech/mulaw';
import { generateSpeech } from '../../src/generate/speech/speech';
import { ENGINE_MS } from '../explorer';
import { expect, test } from '../fixture';

/** Writes a generated digit between half a second of silence as a wav file, for a fake microphone. */
function writeDigit(): { readonly path: string; readonly digit: number } {
  const { recordings, labels } = generateSpeech('test', 0, 1);
  const silence = 4000;
  const spoken = decodeMulaw(recordings[0]!);
  const wav = Buffer.alloc(44 + 2 * (spoken.length + 2 * silence));
  wav.write('RIFF', 0);
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(8000, 24);
  wav.writeUInt32LE(16_000, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(wav.length - 44, 40);
  for (const [at, sample] of spoken.entries())
    wav.writeInt16LE(Math.round(32_767 * sample), 44 + 2 * (silence + at));
  const path = join(mkdtempSync(join(tmpdir(), 'ares-speech-')), 'digit.wav');
  writeFileSync(path, wav);
  return { path, digit: labels[0]! };
}

const { path, digit } = writeDigit();

test.use({
  permissions: ['microphone'],
  launchOptions: {
    executablePath: process.env.CHROMIUM_PATH!,
    args: [
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${path}%noloop`,
    ],
  },
});

test('a spoken digit is heard by networks with wrong bits, and leaves nothing behind', async ({ page }) => {
  await page.goto('./#/x?v=1&tab=learn&m=ti-gru&x=1e-2');
  await page.getByRole('button', { name: 'Record a digit' }).click();
  const status = page.getByText(/^Without faults: /);
  await expect(status).toContainText(`Without faults: ${digit} `, { timeout: ENGINE_MS });
  await expect(status).toContainText(/With faults, \d+ of 20 networks say the same/);
  await expect(page.getByRole('img', { name: 'Spectrogram of your recording' })).toBeVisible();
  await page.getByRole('slider', { name: 'Bit error rate', exact: true }).press('Home');
  await expect(status).toContainText('20 of 20 networks say the same', { timeout: ENGINE_MS });
});
