import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';

/** A folder for the files of one test file; it is removed when the tests have run. */
export const folder = mkdtempSync(join(tmpdir(), 'ares-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Software Vulkan driver of Debian's Chromium. Dawn in Node uses it on machines without a GPU. */
const SOFTWARE_DRIVER = '/usr/lib/chromium/vk_swiftshader_icd.json';
const env = { ...(existsSync(SOFTWARE_DRIVER) && { VK_DRIVER_FILES: SOFTWARE_DRIVER }), ...process.env };

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  /** Acts on the process as soon as it runs. */
  readonly during?: (child: ChildProcess) => void;
  /** Module that is loaded before the command. */
  readonly before?: string;
}

/** Runs a command as people do. */
export function run(
  command: string,
  args: readonly string[],
  { during, before }: RunOptions = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['scripts/run.mjs', command, ...args], {
      env: { ...env, NODE_OPTIONS: before === undefined ? '' : `--import=${before}` },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text) => {
      stdout += text;
    });
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    during?.(child);
  });
}

/** Expects that a command refuses `args` with one line, which contains `sentence`, and `code`. */
export async function expectRefusal(
  command: string,
  args: readonly string[],
  sentence: string,
  expectedCode = 2,
): Promise<void> {
  const { code, stderr } = await run(command, args);
  expect(code).toBe(expectedCode);
  expect(stderr).toContain(sentence);
  expect(stderr.trim()).not.toContain('\n');
}

/**
 * Sends a command `signal` as soon as it has printed a text that matches `said`. It sends it to
 * itself, so that no machine is too slow to stop it there.
 */
export function stopAt(said: RegExp, signal: NodeJS.Signals): RunOptions {
  const before = join(mkdtempSync(outFile('stop-')), 'stop.mjs');
  writeFileSync(
    before,
    `let isSent = false;
    for (const stream of [process.stdout, process.stderr]) {
      const write = stream.write;
      stream.write = function (...args) {
        const isDrained = write.apply(this, args);
        if (!isSent && ${said}.test(String(args[0]))) {
          isSent = true;
          process.kill(process.pid, '${signal}');
        }
        return isDrained;
      };
    }`,
  );
  return { before };
}

export const outFile = (name: string) => join(folder, name);
export const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

/** Options of a sweep that takes a second. Each worker more takes half of one to start. */
export const SMALL = ['--images', '100', '--trials', '3', '--ber', '1e-6,1e-3,1e-1', '--workers', '1'];

/**
 * Returns a folder of MNIST's four files, not gzipped. Their headers state `announced` images and
 * labels; the files hold `images`.
 */
export function idxFolder(announced: number, images: number): string {
  const data = mkdtempSync(outFile('idx-'));
  const pictures = new Uint8Array(16 + 784 * images);
  const header = new DataView(pictures.buffer);
  for (const [index, value] of [0x803, announced, 28, 28].entries()) header.setUint32(4 * index, value);
  const labels = new Uint8Array(8 + announced);
  labels.set([0, 0, 8, 1, 0, 0, 0, announced]);
  for (const half of ['train', 't10k']) {
    writeFileSync(join(data, `${half}-images-idx3-ubyte`), pictures);
    writeFileSync(join(data, `${half}-labels-idx1-ubyte`), labels);
  }
  return data;
}
