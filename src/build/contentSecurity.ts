import type { Plugin } from 'vite';
import { developmentPolicy, headerPolicy, metaPolicy } from '../csp';

const headers = (policy: string) => ({
  'Content-Security-Policy': policy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
});

/**
 * Sends the content security policy from Vite's servers and writes it into the built page for all
 * other hosts.
 */
export function contentSecurity(): Plugin {
  let isBuild = false;
  return {
    name: 'content-security',
    config: () => ({
      server: { headers: headers(developmentPolicy) },
      preview: { headers: headers(headerPolicy) },
    }),
    configResolved(config) {
      isBuild = config.command === 'build';
    },
    transformIndexHtml: () =>
      isBuild
        ? [
            {
              tag: 'meta',
              attrs: { 'http-equiv': 'Content-Security-Policy', content: metaPolicy },
              injectTo: 'head-prepend',
            },
          ]
        : [],
  };
}
