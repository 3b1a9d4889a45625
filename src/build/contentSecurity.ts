import type { Plugin } from 'vite';
import { developmentPolicy, embedPolicy, headerPolicy, metaPolicy } from '../csp';

const headers = (policy: string) => ({
  'Content-Security-Policy': policy,
  // A reader may speak a digit to the page; no frame inside it may listen.
  'Permissions-Policy': 'microphone=(self), camera=(), geolocation=()',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
});

/** Page that other sites may frame. */
const EMBED_PAGE = '/embed.html';

/**
 * Sends the content security policy from Vite's servers and writes it into the built pages for all
 * other hosts.
 */
export function contentSecurity(): Plugin {
  let isBuild = false;
  return {
    name: 'content-security',
    // Without headers of its own, the preview server would send those for development.
    config: () => ({ server: { headers: headers(developmentPolicy) }, preview: { headers: {} } }),
    configResolved(config) {
      isBuild = config.command === 'build';
    },
    configurePreviewServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const path = request.url?.replace(/[?#].*$/s, '');
        const policy = path === EMBED_PAGE ? embedPolicy : headerPolicy;
        for (const [name, value] of Object.entries(headers(policy))) response.setHeader(name, value);
        next();
      });
    },
    transformIndexHtml: (_, { path }) =>
      isBuild
        ? [
            {
              tag: 'meta',
              attrs: {
                'http-equiv': 'Content-Security-Policy',
                content: path === EMBED_PAGE ? embedPolicy : metaPolicy,
              },
              injectTo: 'head-prepend',
            },
          ]
        : [],
  };
}
