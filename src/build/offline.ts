import '../core/network/networks/transformers';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';
import { dataPaths, modelPaths } from '../core/network/assetPaths';
import { checkCatalogModel } from '../core/network/catalog';
import { DEFAULT_SPEC } from '../experiment/settings/experimentSpec';
import type { SiteFile } from '../offline/siteFiles';

const WORKER = 'serviceWorker.js';
/** Script of the addresses for tests, which readers never open. */
const FOR_TESTS = /^assets\/openPlace-/;
/**
 * Largest part of the page that is kept at the first visit, in bytes. Only the reader of HDF5 files
 * is larger: few need it.
 */
const MOST_BYTES = 1_000_000;

/**
 * Writes the service worker, with the list of all files of the build, beside the page. The page's
 * own parts and the experiment that it opens with are kept at the first visit.
 */
export function offline(): Plugin {
  let root = '';
  return {
    name: 'offline',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    writeBundle: {
      order: 'post',
      async handler({ dir }) {
        if (dir === undefined) throw new TypeError('Cannot list the files of the build: expected its folder');
        const files = listFiles(dir);
        const script = await bundle(join(root, 'src/offline/serviceWorker.ts'), files);
        writeFileSync(join(dir, WORKER), script);
      },
    },
  };
}

function listFiles(dir: string): readonly SiteFile[] {
  const { model, numSamples } = DEFAULT_SPEC;
  const experiment = new Set([
    ...Object.values(modelPaths(model, checkCatalogModel(model).weights[0]!)),
    ...Object.values(dataPaths(checkCatalogModel(model).dataKind, numSamples)).flat(),
  ]);
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map(
      (file) =>
        [
          file,
          file
            .slice(dir.length + 1)
            .split(sep)
            .join('/'),
        ] as const,
    )
    .filter(([, path]) => path !== WORKER && path !== '404.html' && !path.endsWith('.map'))
    .map(([file, path]) => {
      const content = readFileSync(file);
      const isAsset = path.startsWith('models/') || path.startsWith('data/');
      return {
        path: path === 'index.html' ? '' : path,
        hash: createHash('sha256').update(content).digest('hex').slice(0, 12),
        bytes: content.length,
        isFirst: isAsset ? experiment.has(path) : content.length <= MOST_BYTES && !FOR_TESTS.test(path),
      };
    })
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** Returns the service worker as one classic script, which every browser runs. */
async function bundle(entry: string, files: readonly SiteFile[]): Promise<string> {
  const result = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    define: { SITE_FILES: JSON.stringify(files) },
    build: {
      write: false,
      target: 'es2023',
      rolldownOptions: { input: entry, output: { format: 'iife' } },
    },
  });
  const [chunk] = (result as Rolldown.RolldownOutput).output;
  return chunk.code;
}
