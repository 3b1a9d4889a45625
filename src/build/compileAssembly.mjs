import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import asc from 'assemblyscript/asc';

const SUFFIX = '?assembly';
/** tfjs's memory is all they have: a module with data of its own would write it over the tensors. 112: v128 stays inside the module. */
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

/** `import base64 from './folder/index.ts?assembly'`: the WASM module that AssemblyScript makes of the folder, in base64. */
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
