// Builds commands and the Node worker's entry: `node buildCommands.mjs <outDir> <file>...`; run.mjs
// calls it. Building all of them takes as long as building one.
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
        // This warning would appear in the output of a command.
        checks: { pluginTimings: false },
        // Flat, so that `new URL('./nodeWorker.js', import.meta.url)` also holds in a shared chunk.
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  publish();
} finally {
  rmSync(staging, { recursive: true, force: true });
}

/**
 * Moves the files one by one, entries last, because a second build may run at the same time. Old
 * chunks stay, because a long training may still load one.
 */
function publish() {
  mkdirSync(outDir, { recursive: true });
  const isChunk = (file) => file.includes('-');
  const files = readdirSync(staging).sort((a, b) => Number(isChunk(b)) - Number(isChunk(a)));
  for (const file of files) renameSync(join(staging, file), join(outDir, file));
}
