import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import asc from 'assemblyscript/asc';

const SUFFIX = '?assembly';
/**
 * The modules use tfjs's memory only: data of their own would overwrite tensors. Warning 112 is
 * turned off because v128 never leaves the module.
 */
const OPTIONS = [
  '-O3',
  '--runtime',
  'stub',
  '--importMemory',
  '--enable',
  'simd',
  '--noAssert',
  '--disableWarning',
  '112',
];

/**
 * Vite plugin for `import base64 from './folder/index.ts?assembly'`: compiles the folder with
 * AssemblyScript to a WASM module in base64.
 */
export function compileAssembly() {
  return {
    name: 'compile-assembly',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith(SUFFIX)) return null;
      const entry = id.slice(0, -SUFFIX.length);
      for (const file of readdirSync(dirname(entry))) this.addWatchFile(`${dirname(entry)}/${file}`);
      return `export default ${JSON.stringify(Buffer.from(await compile(entry)).toString('base64'))};`;
    },
  };
}

async function compile(entry) {
  let binary;
  const { error, stderr } = await asc.main(
    [entry, '--baseDir', dirname(entry), '--outFile', 'out.wasm', ...OPTIONS],
    {
      writeFile: (_, contents) => {
        binary = contents;
      },
    },
  );
  if (error !== null) throw new Error(`Cannot compile ${entry}: ${error.message}\n${stderr.toString()}`);
  return binary;
}
