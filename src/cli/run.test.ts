import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const run = (...args: string[]) =>
  spawnSync(process.execPath, ['src/cli/run.mjs', ...args], { encoding: 'utf8' });
const namesIn = (list: string) => [...list.matchAll(/^ {2}([\w-]+) {2,}\w/gm)].map(([, name]) => name!);

describe('run.mjs', () => {
  const bare = run();

  it('lists the commands that npm runs where none is named', () => {
    expect(bare).toMatchObject({ status: 2, stdout: '' });
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    const runs = Object.entries(scripts).filter(([, script]) => script.includes('run.mjs'));
    expect(namesIn(bare.stderr).toSorted()).toEqual(runs.map(([name]) => name).toSorted());
    for (const [name, script] of runs) expect(script).toBe(`node src/cli/run.mjs ${name}`);
    for (const name of namesIn(bare.stderr)) {
      const file = `src/cli/${name.replace('tick-check', 'tickCheck')}.ts`;
      expect(existsSync(file), file).toBe(true);
    }
  });

  it.each(['swep', 'command', 'tickCheck', 'toString'])('says that there is no command %s', (name) => {
    const { status, stdout, stderr } = run(name);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe(`There is no command "${name}"\n\n${bare.stderr}`);
  });

  it('gives help where help is asked for', () => {
    expect(run('--help')).toMatchObject({ status: 0, stdout: bare.stderr, stderr: '' });
  });
});
