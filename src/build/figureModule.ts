import { join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';

/**
 * Writes `ares-explorer-widget.js` beside the page: one module with script and styles that draws a
 * figure from its results. Notebooks import it, and an exported HTML file contains it.
 */
export function figureModule(): Plugin {
  let root = '';
  return {
    name: 'figure-module',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'ares-explorer-widget.js', source: await bundle(root) });
    },
  };
}

/** Place in `drawFigure` of the styles that parts of the figure import. */
const PART_STYLES = /(["'`])PART_STYLES\1/;

/** Preact in place of React, which takes 200 kB more. */
const ALIASES = [
  { find: /^react(-dom)?$/, replacement: 'preact/compat' },
  { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
  { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
];

async function bundle(root: string): Promise<string> {
  const result = await build({
    configFile: false,
    publicDir: false,
    root,
    resolve: { alias: ALIASES },
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2023',
      minify: true,
      lib: { entry: join(root, 'src/ui/still/module.ts'), formats: ['es'] },
      rolldownOptions: { checks: { pluginTimings: false }, output: { codeSplitting: false, minify: true } },
    },
  });
  const { output } = (Array.isArray(result) ? result[0] : result) as Rolldown.RolldownOutput;
  const [chunk, ...others] = output;
  const styles = others.map((file) => {
    if (file.type === 'asset' && file.fileName.endsWith('.css')) return String(file.source);
    throw new Error(`Cannot write the figure module: found ${file.fileName}, expected script and styles`);
  });
  if (!PART_STYLES.test(chunk.code)) throw new Error('Cannot write the figure module: found no PART_STYLES');
  return chunk.code.replace(PART_STYLES, () => JSON.stringify(styles.join('')));
}
