// Builds commands and the Node worker's entry: `node buildCommands.mjs <outDir> <file>...`; run.mjs calls it.
// All of them take as long as one.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { compileAssembly } from '../src/build/compileAssembly.mjs';
import { root } from './setup.mjs';

const [outDir, ...names] = process.argv.slice(2);
const staging = `${outDir}.${process.pid}`;
const worker = join(root, 'src/worker/nodeWorker.ts');

try {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    plugins: [compileAssembly()],
    ssr: { external: true },
    build: {
      ssr: true,
      target: 'node20',
      outDir: staging,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input: {
          ...Object.fromEntries(names.map((name) => [name, join(root, `src/cli/commands/${name}.ts`)])),
          ...(existsSync(worker) ? { nodeWorker: worker } : {}),
        },
        // A remark that takes the place of the command's own words.
        checks: { pluginTimings: false },
        // Flat, so that `new URL('./nodeWorker.js', import.meta.url)` holds in a shared chunk too.
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  publish();
} finally {
  rmSync(staging, { recursive: true, force: true });
}

/**
 * Moves the files one by one, entries last: a second build may run at the same time. Old chunks stay, because a
 * long training may still load one.
 */
function publish() {
  mkdirSync(outDir, { recursive: true });
  const isChunk = (file) => file.includes('-');
  const files = readdirSync(staging).sort((a, b) => Number(isChunk(b)) - Number(isChunk(a)));
  for (const file of files) renameSync(join(staging, file), join(outDir, file));
}
