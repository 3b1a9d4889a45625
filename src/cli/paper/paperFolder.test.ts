import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { formatLink } from '../../experiment/link/link';
import { DEFAULT_VIEW } from '../../experiment/link/view';
import { writePaperResult } from '../../experiment/paper/paperResult';
import { fakeResult } from '../../experiment/paper/paperResult.fake';
import { judgeFolder } from './paperFolder';

const folder = mkdtempSync(join(tmpdir(), 'ares-paper-'));
afterAll(() => rmSync(folder, { recursive: true }));

function store(id: string, text: string): string {
  const path = join(folder, 'lenet-fc', `${id}.stored.json`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

it('brings ticks that another version worked out up to date, and leaves other files alone', () => {
  const result = fakeResult('lenet-fc', 'activations', { trials: 12, errorAt: (ber) => 10 * ber });
  const text = writePaperResult(result, formatLink(result.spec, DEFAULT_VIEW));
  expect(text).toContain('"interval":null,"unresolved":"changed"');
  const old = store('activations', text.replaceAll(',"unresolved":"changed"', ''));
  const unchanged = store('hiddenState', text);
  const { ino } = statSync(unchanged);
  const { ours } = judgeFolder(folder)['activations-lenet-fc']!;
  expect(ours).toContain(
    '(not resolved, because fewer than 30 trials near it change the error count), no measured increase',
  );
  expect(readFileSync(old, 'utf8')).toBe(text);
  // A file that is written again has another inode.
  expect(statSync(unchanged).ino).toBe(ino);
});
