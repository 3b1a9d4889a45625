import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { figureModule } from './figureModule';

test('the module of figures is one file that imports nothing and holds all styles', async () => {
  const plugin = figureModule() as unknown as {
    configResolved(config: { root: string }): void;
    generateBundle(this: { emitFile(file: { fileName: string; source: string }): void }): Promise<void>;
  };
  plugin.configResolved({ root: fileURLToPath(new URL('../..', import.meta.url)) });
  const files: Record<string, string> = {};
  await plugin.generateBundle.call({
    emitFile: ({ fileName, source }) => {
      files[fileName] = source;
    },
  });
  expect(Object.keys(files)).toEqual(['ares-explorer-widget.js']);
  const [source] = Object.values(files);
  expect(source).toMatch(/export\{[\w$]+ as default\};?\s*$/);
  expect(source).not.toMatch(/\bimport\s*[("'`{]|PART_STYLES/);
  expect(source).toContain('.embed-foot');
});
