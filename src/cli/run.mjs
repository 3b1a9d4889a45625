// Runs one command line tool: `node src/cli/run.mjs sweep --help`. Builds it first if a source has changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installDependencies, requireNode, root } from './setup.mjs';

requireNode();
installDependencies();

const [name = '', ...args] = process.argv.slice(2);
if (!/^\w+$/.test(name) || !existsSync(join(root, `src/cli/${name}.ts`))) {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const commands = Object.keys(scripts).filter((script) => scripts[script].endsWith(`run.mjs ${script}`));
  console.error(`Cannot run command "${name}": expected one of ${commands.join(', ')}`);
  process.exit(2);
}

const outDir = join(root, 'dist/cli');
const stampFile = join(outDir, `.${name}.sources`);
const stamp = hashSources();
if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
  // In a child: Vite leaves threads, signal handlers and NODE_ENV behind.
  const build = spawnSync(process.execPath, [join(root, 'src/cli/buildCommand.mjs'), name, outDir], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (build.status !== 0) process.exit(build.status ?? 1);
  writeFileSync(stampFile, stamp);
}

// In this process, so that signals, stdin and the exit code are the command's own.
const built = join(outDir, `${name}.js`);
process.argv = [process.execPath, built, ...args];
await import(pathToFileURL(built).href);

/** One digest of everything a command can be made of; contents, because a checkout sets all times anew. */
function hashSources() {
  const hash = createHash('sha1').update(readFileSync(join(root, 'package-lock.json')));
  const files = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  for (const file of files.sort()) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex');
}
