import type { Plugin } from 'vite';
import { runSource } from './runSource.mjs';

interface Page {
  renderApp(): string;
}

const mount = '<div id="root"></div>';

/**
 * Writes the page's first state into the built HTML, so that the first figure is visible before any
 * script runs. The markup comes from `renderApp` in src/ui/prerender.tsx.
 */
export function prerender(): Plugin {
  let root = '';
  return {
    name: 'prerender',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    async transformIndexHtml(html, { path }) {
      if (path !== '/index.html') return html;
      const markup = await runSource(root, '/src/ui/prerender.tsx', (page: Page) => page.renderApp());
      refuseInline(markup);
      if (!html.includes(mount)) throw new Error(`Cannot prerender: expected ${mount} in index.html`);
      return html.replace(mount, () => `<div id="root">${markup}</div>`);
    },
  };
}

/**
 * Throws if the markup has inline styles, scripts or handlers, which the policy in csp.ts blocks. A
 * failed build is better than an unstyled page.
 */
function refuseInline(markup: string): void {
  const found = /<[^>]*\s(?:style|on[a-z]+)=[^>]*>|<style\b[^>]*>|<script\b[^>]*>/.exec(markup);
  if (found === null) return;
  throw new Error(`Cannot prerender ${found[0].slice(0, 200)}: expected no inline style, script or handler`);
}
