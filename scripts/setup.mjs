// Shared parts of start, test and run. Plain Node, because it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the project, without a trailing slash. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** Ends the process with a message if Node is older than `engines` in package.json requires. */
export function requireNode() {
  const wanted = readJson(join(root, 'package.json')).engines.node.replace('>=', '');
  const [major, minor] = wanted.split('.').map(Number);
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return;
  console.error(
    `Ares Explorer needs Node ${wanted} or newer and this is Node ${process.versions.node}: see https://nodejs.org`,
  );
  process.exit(1);
}

/**
 * Installs packages if node_modules differs from package-lock.json; ends the process if that fails.
 * Compares contents, because a fresh clone gives every file the same time. The output of npm goes
 * to stderr, which keeps a command's own output clean.
 */
export function installDependencies() {
  const missing = missingPackages();
  if (missing.length === 0) return;
  console.error(`Installing packages (${missing.length} missing or outdated, such as ${missing[0]})`);
  if (npm('ci')) return;
  // npm ci refuses a lock file without the binary of another platform; npm install does not.
  console.error('npm ci failed, trying npm install');
  if (npm('install', '--no-save')) return;
  console.error('Cannot install packages: npm failed, see above');
  process.exit(1);
}

/**
 * Runs npm and returns true if it succeeded. Names the log level, because `npm --silent` would pass
 * on its own.
 */
function npm(...command) {
  const args = [...command, '--include=dev', '--no-audit', '--no-fund', '--loglevel=warn'];
  // Under `npm start` npm names its own script. Running that avoids npm.cmd and a shell on Windows.
  const script = process.env.npm_execpath;
  const viaNode = script?.endsWith('.js') === true;
  const { status } = spawnSync(viaNode ? process.execPath : 'npm', viaNode ? [script, ...args] : args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: !viaNode && process.platform === 'win32',
  });
  return status === 0;
}

function missingPackages() {
  const wanted = readJson(join(root, 'package-lock.json')).packages;
  const installedList = join(root, 'node_modules', '.package-lock.json');
  const installed = existsSync(installedList) ? readJson(installedList).packages : {};
  return Object.keys(wanted).filter((path) => {
    if (path === '') return false;
    const there = installed[path];
    // Binaries for other platforms are optional, so their absence is correct.
    if (there === undefined) return wanted[path].optional !== true;
    return there.version !== wanted[path].version || !existsSync(join(root, path));
  });
}

/**
 * Finds a Chromium or Chrome that starts: CHROMIUM_PATH, the system's, Playwright's own, or one
 * that it installs. Call after `installDependencies`. Returns null if none is available.
 */
export async function findBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return starts(named) ? { path: named, source: 'CHROMIUM_PATH' } : null;
  const system = systemBrowser();
  if (system) return system;
  const { chromium } = await import('@playwright/test');
  const own = () => {
    const path = chromium.executablePath();
    return starts(path) ? { path, source: 'Playwright' } : null;
  };
  return own() ?? installWithPlaywright(own) ?? installWithApt();
}

function systemBrowser() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const paths = [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ];
  const path = paths.find(starts);
  return path === undefined ? null : { path, source: 'system' };
}

function installWithPlaywright(own) {
  console.log('No Chromium found, installing one: npx playwright install chromium');
  spawnSync(process.execPath, [join(root, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: 240_000,
    // Without a network each mirror would be tried for 30 s. 10 s leaves time for apt.
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000', ...process.env },
  });
  return own();
}

function installWithApt() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  console.log('Installing Chromium: apt-get install -y chromium');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', 'chromium']]) {
    spawnSync('apt-get', args, { stdio: ['ignore', 'inherit', 'inherit'], timeout: 240_000, env });
  }
  return systemBrowser();
}

/**
 * Returns true if the file exists and prints its version. A download without its system libraries
 * does not.
 */
function starts(path) {
  if (!existsSync(path)) return false;
  // Chrome on Windows opens a window instead of printing its version.
  if (process.platform === 'win32') return true;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}
