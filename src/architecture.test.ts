import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

const src = dirname(fileURLToPath(import.meta.url));

/**
 * Imports that a layer may have besides its own files: other layers, and packages (`@scope` stands
 * for all packages of the scope).
 */
interface Layer {
  readonly layers: readonly string[];
  readonly packages: readonly string[];
}

/** TensorFlow.js without its layers, which only training builds. */
const TFJS = ['core', 'backend-cpu', 'backend-wasm', 'backend-webgpu'].map(
  (name) => `@tensorflow/tfjs-${name}`,
);

const table: Readonly<Record<string, Layer>> = {
  core: { layers: [], packages: [] },
  engine: {
    layers: ['core'],
    packages: [
      ...TFJS,
      '@noble/hashes',
      'zod',
      'jsfive',
      'h5wasm',
      'fflate',
      'pako',
      'flatbuffers',
      'pbf',
      'jpeg-js',
      '@jsquash/jpeg',
      'fast-png',
      'd3-dsv',
      computed(),
    ],
  },
  // Test sets and training data from seeds. Neither the page nor engine workers import it.
  generate: { layers: ['core', 'engine'], packages: [] },
  // Imported by the command line only.
  train: { layers: ['core', 'engine', 'generate'], packages: [...TFJS, '@tensorflow/tfjs-layers'] },
  experiment: { layers: ['core'], packages: ['zod', '@noble/hashes', 'd3-dsv'] },
  worker: { layers: ['core', 'experiment'], packages: [] },
  'worker for Node': { layers: ['core', 'experiment', 'worker'], packages: ['node', computed()] },
  // Only files inside a worker import the engine. The page and the command line hold the other end
  // of the message port.
  'inside a worker': {
    layers: ['core', 'experiment', 'engine', 'worker', 'worker for Node'],
    packages: ['node', ...TFJS],
  },
  // The service worker: a script of its own.
  offline: { layers: [], packages: [] },
  store: { layers: ['core', 'experiment', 'worker', 'offline'], packages: ['zustand', 'idb'] },
  ui: {
    layers: ['core', 'experiment', 'store', '..'],
    packages: ['react', 'react-dom', '@base-ui', 'd3', '@dagrejs', 'zustand', 'uqr'],
  },
  // Entry point of the page, which gives the store its engine pool.
  page: { layers: ['core', 'experiment', 'store', 'ui', 'worker'], packages: ['react-dom'] },
  cli: {
    layers: ['core', 'experiment', 'engine', 'generate', 'train', 'worker', 'worker for Node'],
    packages: ['node', ...TFJS, '@noble/hashes', 'fast-check', 'fast-png', 'fflate', 'onnxruntime-web'],
  },
  build: {
    layers: ['core', 'experiment', 'offline', 'csp'],
    packages: [
      'node',
      'vite',
      'mdast-util-from-markdown',
      'mdast-util-directive',
      'micromark-extension-directive',
    ],
  },
  csp: { layers: [], packages: [] },
  // Files outside of src: public/, and lessons/, which a Vite plugin turns into modules.
  '..': { layers: [], packages: [] },
};

/** Returns a file's layer: its folder, or a part of the folder `worker`. */
function layerOf(file: string): string {
  if (/^worker\/(\w+Worker|engineHost)\b/.test(file)) return 'inside a worker';
  if (/^worker\/node/.test(file)) return 'worker for Node';
  if (/^ui\/main\b/.test(file)) return 'page';
  return stem(file.split('/')[0] ?? '');
}

/**
 * Stands for `import(expression)`, used for modules that only Node has: HDF5 on files, and WebGPU.
 */
function computed(): string {
  return 'a computed name';
}

interface Import {
  readonly from: string;
  /** For files of the project a path below src without its ending, for packages the specifier. */
  readonly to: string;
  readonly own: boolean;
}

/** Sources without tests, arbitraries, fakes and fixtures, which may import anything. */
const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(sep).join('/'))
  .filter((file) => /\.tsx?$/.test(file) && !/\.d\.ts$|\.(?:test|arbitrary|fake|fixture)\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(src, file), 'utf8') }));

const imports = sources.flatMap(({ file, text }) => importsOf(file, text));

describe('architecture', () => {
  it('finds the imports it is to judge (control)', () => {
    expect(sources.length).toBeGreaterThan(20);
    expect(imports.filter(({ own }) => own).length).toBeGreaterThan(20);
    expect(imports.filter(({ own }) => !own).length).toBeGreaterThan(0);
    const probe = `import type { A } from './a'; export { b } from '../core/b?raw'; import './c.css';
      const d = await import('d3'); await import(d);`;
    expect(importsOf('ui/probe.ts', probe).map(({ to }) => to)).toEqual([
      'ui/a',
      'ui/c',
      'core/b',
      'd3',
      computed(),
    ]);
    expect(refusal({ from: 'core/a.ts', to: 'engine/b', own: true })).toBe(
      'core/a.ts (core) imports engine/b',
    );
    expect(refusal({ from: 'ui/a.ts', to: '@tensorflow/tfjs-core', own: false })).not.toBeNull();
    expect(refusal({ from: 'engine/a.ts', to: '@tensorflow/tfjs-core', own: false })).toBeNull();
    expect(refusal({ from: 'engine/a.ts', to: '@tensorflow/tfjs-layers', own: false })).not.toBeNull();
    expect(refusal({ from: 'cli/a.ts', to: 'worker/nodePool', own: true })).toBeNull();
    expect(refusal({ from: 'cli/a.ts', to: 'worker/nodeWorker', own: true })).not.toBeNull();
    expect(refusal({ from: 'store/a.ts', to: 'worker/nodePool', own: true })).not.toBeNull();
    expect(cycles([edge('a', 'b'), edge('b', 'c'), edge('c', 'a')])).toEqual(['a > b > c > a']);
  });

  it('lets every layer import only what the table allows', () => {
    expect(imports.map(refusal).filter((text) => text !== null)).toEqual([]);
  });

  it('has no cycles', () => {
    const edges = imports.filter(({ own }) => own).map(({ from, to }) => edge(stem(from), to));
    expect(cycles(edges)).toEqual([]);
  });

  it('keeps clocks, chance, promises and the DOM out of core', () => {
    const banned = /\b(?:Math\.random|Date|performance|Promise|async|document|window|navigator)\b(?=[.(\s<])/;
    const found = sources
      .filter(({ file }) => file.startsWith('core/'))
      .map(({ file, text }) => `${file}: ${banned.exec(withoutComments(text))?.[0] ?? ''}`);
    expect(found.filter((text) => !text.endsWith(': '))).toEqual([]);
  });

  it('never makes code from text', () => {
    const found = sources.filter(({ text }) => /\beval\(|\bnew Function\b/.test(withoutComments(text)));
    expect(found.map(({ file }) => file)).toEqual([]);
  });
});

function importsOf(file: string, text: string): Import[] {
  const { module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new SyntaxError(`Cannot parse ${file}: ${errors[0]?.message}`);
  const specifiers = [
    ...module.staticImports.map((entry) => entry.moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap((entry) => entry.moduleRequest?.value ?? []),
    ),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => {
      const literal = /(['"`])([^'"`$]*)\1/.exec(text.slice(start, end));
      return literal?.[2] ?? computed();
    }),
  ];
  return [...new Set(specifiers)].map((specifier) => {
    const own = specifier.startsWith('.');
    const to = own ? stem(posix.join(posix.dirname(file), specifier)) : specifier;
    return { from: file, to, own };
  });
}

/** Describes a forbidden import by both ends. Null for an allowed one. */
function refusal({ from, to, own }: Import): string | null {
  const layer = layerOf(from);
  const allowed = table[layer];
  if (allowed === undefined) throw new RangeError(`Cannot place ${from}: expected a layer of the table`);
  const fine = own
    ? [layer, ...allowed.layers].includes(layerOf(to))
    : allowed.packages.some((name) => to === name || to.startsWith(`${name}/`) || to.startsWith(`${name}:`));
  return fine ? null : `${from} (${layer}) imports ${to}`;
}

function stem(file: string): string {
  return file.replace(/\?\w+$/, '').replace(/\.(?:tsx?|mjs|js|css|json|wgsl|svg)$/, '');
}

function edge(from: string, to: string): readonly [string, string] {
  return [from, to];
}

/** Returns each cycle once, as `a > b > a`, by depth-first search. */
function cycles(edges: readonly (readonly [string, string])[]): string[] {
  const targets = new Map<string, string[]>();
  for (const [from, to] of edges) targets.set(from, [...(targets.get(from) ?? []), to]);
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): void => {
    const start = path.indexOf(node);
    if (start >= 0) found.push([...path.slice(start), node].join(' > '));
    if (start >= 0 || done.has(node)) return;
    for (const target of targets.get(node) ?? []) visit(target, [...path, node]);
    done.add(node);
  };
  for (const node of targets.keys()) visit(node, []);
  return found;
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '');
}
