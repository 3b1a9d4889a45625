import { readdirSync } from 'node:fs';
import { expect, it, vi } from 'vitest';

const usages = vi.hoisted(() => [] as string[]);
vi.mock('../options/command', async (original) => ({
  ...(await original<typeof import('../options/command')>()),
  runCommand: ({ usage }: { usage: string }) => usages.push(usage),
}));

const commands = readdirSync(import.meta.dirname).filter((name) => /^\w+\.ts$/.test(name));

it.each(commands)('the help of %s keeps within 100 columns', async (name) => {
  usages.length = 0;
  await import(`./${name}`);
  expect(usages).toEqual([expect.stringMatching(/^Usage: npm run .*\n[\s\S]*\n$/)]);
  expect(usages[0]!.split('\n').filter((line) => line.length > 100)).toEqual([]);
});
