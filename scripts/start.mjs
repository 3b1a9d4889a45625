// Installs missing packages, builds the page and serves the build: `npm start [-- --port 8080
// --host 0.0.0.0]`.
import util from 'node:util';
import { joinNegatives } from './joinNegatives.mjs';
import { installDependencies, requireNode, root } from './setup.mjs';

requireNode();
const { port, host, out } = readOptions();
installDependencies();
const { build, preview } = await import('vite');

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
// The runner resolves the config's imports without file endings; the default loader warns about
// them.
const common = { root, configLoader: 'runner', logLevel: 'warn' };
await build({ ...common, build: { outDir: out, emptyOutDir: true } });
// Vite takes the next free port when this one is taken.
const server = await preview({ ...common, build: { outDir: out }, preview: { port, host } });
const addresses = [...server.resolvedUrls.local, ...server.resolvedUrls.network];
if (new URL(addresses[0]).port !== String(port)) console.log(`Port ${port} is taken`);
console.log(`Ares Explorer is at ${addresses.join(' and ')} (Ctrl-C ends it)`);

function readOptions() {
  try {
    const { values } = util.parseArgs({
      args: joinNegatives(process.argv.slice(2)),
      options: {
        port: { type: 'string', default: process.env.PORT || '4173' },
        host: { type: 'string', default: 'localhost' },
        // The browser tests serve their own build, so that it does not replace one that a reader
        // has open.
        out: { type: 'string', default: 'dist/site' },
      },
    });
    const number = Number(values.port);
    if (Number.isInteger(number) && number >= 1 && number <= 65535) return { ...values, port: number };
    throw new RangeError(`Cannot listen on port "${values.port}": expected 1 to 65535`);
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}
