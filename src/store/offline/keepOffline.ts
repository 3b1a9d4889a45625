import type { StoreApi } from 'zustand/vanilla';
import { t } from '../../core/language/t';
import type { KeptFile, OfflineRequest } from '../../offline/siteFiles';
import { notify } from '../notices';
import type { Explorer } from '../state';
import { lackingModels } from './lackingModels';

type Store = Pick<StoreApi<Explorer>, 'getState' | 'setState' | 'subscribe'>;

/**
 * Lets the page open without a network from its next visit on, says in the state whether there is
 * one, and offers new versions. Browsers refuse service workers over plain HTTP and in some private
 * windows. The page then needs its network, as before.
 */
export async function keepOffline(store: Store): Promise<void> {
  watchNetwork(store);
  // The first figure and the first trials come before what a later visit needs.
  await untilSettled(store);
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (workers === undefined) return;
  try {
    const address = new URL('serviceWorker.js', document.baseURI);
    const registration = await workers.register(address, { updateViaCache: 'none' });
    offerUpdates(store, workers, registration);
    const { active } = await workers.ready;
    const urls = performance.getEntriesByType('resource').map(({ name }) => name);
    active?.postMessage({ kind: 'keep', urls } satisfies OfflineRequest);
  } catch {
    // Refused: the page works as long as there is a network.
  }
}

/** Resolves when the experiment of the page is loaded or cannot be. */
function untilSettled({ getState, subscribe }: Store): Promise<void> {
  const isSettled = ({ engine, data, isLoading }: Explorer) =>
    engine.kind === 'failed' || (engine.kind === 'ready' && data !== null && !isLoading);
  return new Promise((resolve) => {
    if (isSettled(getState())) return resolve();
    const stop = subscribe((state) => {
      if (!isSettled(state)) return;
      stop();
      resolve();
    });
  });
}

/** Shows in the state whether there is a network and, if not, which models are not kept. */
function watchNetwork({ getState, setState }: Store): void {
  const show = async () => {
    if (navigator.onLine) return setState({ offline: null });
    setState({ offline: {} });
    const offline = lackingModels(await listFiles(), getState().spec);
    if (!navigator.onLine) setState({ offline });
  };
  window.addEventListener('online', () => void show());
  window.addEventListener('offline', () => void show());
  void show();
}

/** Asks the service worker for the files of this version. Empty if none answers for this page. */
async function listFiles(): Promise<readonly KeptFile[]> {
  const worker = (navigator.serviceWorker as ServiceWorkerContainer | undefined)?.controller;
  if (!worker) return [];
  const { port1, port2 } = new MessageChannel();
  worker.postMessage({ kind: 'list' } satisfies OfflineRequest, [port2]);
  return new Promise((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<readonly KeptFile[]>) => resolve(data);
  });
}

/** Shows a notice when a new version waits. The page changes only when the reader says so. */
function offerUpdates(
  store: Store,
  workers: ServiceWorkerContainer,
  registration: ServiceWorkerRegistration,
): void {
  const open = () => {
    if (registration.waiting === null) return location.reload();
    workers.addEventListener('controllerchange', () => location.reload(), { once: true });
    registration.waiting.postMessage({ kind: 'activate' } satisfies OfflineRequest);
  };
  const offer = () => {
    if (registration.waiting === null || workers.controller === null) return;
    const text = t`A new version of this page is ready. Results and settings are kept when you open it`;
    notify(store, { id: 'version', tone: 'info', text, action: { title: t`Open it`, act: open } });
  };
  registration.addEventListener('updatefound', () =>
    registration.installing?.addEventListener('statechange', offer),
  );
  offer();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void registration.update().catch(() => undefined);
  });
}
