import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { joinNegatives } from './joinNegatives.mjs';

const run = (...args: string[]) =>
  spawnSync(process.execPath, ['scripts/run.mjs', ...args], { encoding: 'utf8' });
const namesIn = (list: string) => [...list.matchAll(/^ {2}([\w-]+) {2,}\w/gm)].map(([, name]) => name!);

describe('drawFigures.mjs', () => {
  const figures = (...args: string[]) =>
    spawnSync(process.execPath, ['scripts/drawFigures.mjs', ...args], { encoding: 'utf8' });

  it('draws nothing where help is asked for, nor with an option that it does not know', () => {
    const [figure] = readdirSync('docs/figures').map((name) => `docs/figures/${name}`) as [string];
    const { mtimeMs } = statSync(figure);
    expect(figures('--help')).toMatchObject({ status: 0, stderr: '' });
    expect(figures('--help').stdout).toContain('docs/figures');
    expect(figures('--colour')).toMatchObject({ status: 2, stdout: '' });
    expect(figures('--colour').stderr).toMatch(/^Unknown option '--colour'.*\n$/);
    expect(figures('figure-3').status).toBe(2);
    expect(statSync(figure).mtimeMs).toBe(mtimeMs);
  });
});

describe('joinNegatives', () => {
  it('gives an option the negative number after it, and leaves all else as it is', () => {
    expect(joinNegatives(['--from', '-2', '--ber', '-.5', '--out', 'a'])).toEqual([
      '--from=-2',
      '--ber=-.5',
      '--out',
      'a',
    ]);
    const others = ['digits', '-1', '--help', '--from=-2', '-3', '--images', '--seed', '3'];
    expect(joinNegatives(others)).toEqual(others);
  });
});

describe('run.mjs', () => {
  const bare = run();

  it('lists the commands that npm runs where none is named', () => {
    expect(bare).toMatchObject({ status: 2, stdout: '' });
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    const runs = Object.entries(scripts).filter(([, script]) => script.includes('run.mjs'));
    expect(namesIn(bare.stderr).toSorted()).toEqual(runs.map(([name]) => name).toSorted());
    for (const [name, script] of runs) expect(script).toBe(`node scripts/run.mjs ${name}`);
    for (const name of namesIn(bare.stderr)) {
      const file = `src/cli/commands/${name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())}.ts`;
      expect(existsSync(file), file).toBe(true);
    }
  });

  it('describes each command as docs/cli.md does', () => {
    const table = readFileSync('docs/cli.md', 'utf8').matchAll(/^\| `([a-z][\w-]*)` +\| (.*?) +\|$/gm);
    const described = [...table].map(([, name, text]) => `${name}: ${text}`);
    const listed = [...bare.stderr.matchAll(/^ {2}([\w-]+) {2,}(\w.*)$/gm)];
    expect(listed.length).toBeGreaterThan(0);
    expect(described).toEqual(expect.arrayContaining(listed.map(([, name, text]) => `${name}: ${text}`)));
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
