import { createSiteCache } from './siteCache';
import type { OfflineRequest, SiteFile } from './siteFiles';

/** Files of the built page. The build writes them in place of this name. */
declare const SITE_FILES: readonly SiteFile[];

/** Events of a service worker, which TypeScript's DOM library does not describe. */
interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetch extends Extendable {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Scope {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listen: (event: Extendable) => void): void;
  addEventListener(type: 'fetch', listen: (event: Fetch) => void): void;
  addEventListener(type: 'message', listen: (event: Extendable & MessageEvent<OfflineRequest>) => void): void;
}

const worker = self as unknown as Scope;
const site = createSiteCache(worker.registration.scope, SITE_FILES, {
  caches,
  fetch: (url, init) => fetch(url, init),
});

worker.addEventListener('install', (event) => event.waitUntil(site.install()));
worker.addEventListener('activate', (event) =>
  event.waitUntil(Promise.all([site.tidy(), worker.clients.claim()])),
);
worker.addEventListener('fetch', (event) => {
  const { method, url, mode } = event.request;
  const answer = method === 'GET' ? site.answer(url, mode === 'navigate') : null;
  if (answer !== null) event.respondWith(answer);
});
worker.addEventListener('message', (event) => {
  const { data, ports } = event;
  if (data.kind === 'keep') event.waitUntil(site.keep(data.urls));
  else if (data.kind === 'list') event.waitUntil(site.list().then((files) => ports[0]?.postMessage(files)));
  else if (data.kind === 'activate') void worker.skipWaiting();
});
