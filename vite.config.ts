import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { version } from './package.json';
import { compileAssembly } from './src/build/compileAssembly.mjs';
import { contentSecurity } from './src/build/contentSecurity';
import { figureModule } from './src/build/figureModule';
import { lessons } from './src/build/lessons';
import { oEmbed } from './src/build/oEmbed';
import { offline } from './src/build/offline';
import { prerender } from './src/build/prerender';
import { unknownAddresses } from './src/build/unknownAddresses';

export default defineConfig({
  // Relative addresses: the built site works under any path.
  base: './',
  plugins: [
    react(),
    compileAssembly(),
    contentSecurity(),
    lessons(),
    prerender(),
    unknownAddresses(),
    figureModule(),
    oEmbed(process.env.SITE_URL),
    offline(),
  ],
  define: { __ARES_VERSION__: JSON.stringify(version) },
  worker: { format: 'es', plugins: () => [compileAssembly()] },
  build: {
    outDir: 'dist/site',
    // WebGPU and module workers come with browsers newer than this anyway.
    target: 'es2023',
    // Those browsers fetch `modulepreload` links by themselves. A part that loads on demand fetches
    // its own imports: as lists in the first script they would take 2 % of it.
    modulePreload: { polyfill: false, resolveDependencies: () => [] },
    // The policy refuses data: fonts and styles.
    assetsInlineLimit: 0,
    // The workers' bundle is tfjs: larger than Vite's limit and off the page's critical path.
    chunkSizeWarningLimit: 2000,
    // A remark that workers and the first render take most of the four seconds.
    rolldownOptions: {
      checks: { pluginTimings: false },
      input: ['index.html', 'embed.html'].map((name) => fileURLToPath(new URL(name, import.meta.url))),
      // The script of the first screen is one file. As two dozen files it takes 7 % more bytes, compressed.
      output: { codeSplitting: { groups: [{ name: 'first', test: /\/src\/ui\/main\.tsx$/ }] } },
    },
  },
  test: {
    include: ['{src,scripts}/**/*.test.{ts,tsx}'],
    // Waits end when their condition holds. These limits leave room for a machine that is slow or busy.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    globalSetup: ['vitest.globalSetup.ts'],
    setupFiles: ['vitest.setup.ts'],
    // A thread starts in half the time of a process.
    pool: 'threads',
    // By itself Vitest leaves a core free, which is half of a small machine.
    maxWorkers: '100%',
    // Its Node build is CommonJS that calls itself a module; bundled, the real module is taken.
    server: { deps: { inline: ['wgsl_reflect'] } },
    // Of code that runs in Node: what runs in a browser or on a GPU alone counts as not run.
    coverage: { provider: 'v8', include: ['src/**/*.{ts,tsx}'], reporter: ['text'] },
  },
});
