import { t } from '../../core/language/t';
/** Sizes of what the browser keeps of the page. */
export interface KeptSizes {
  /** Number of preferences. */
  readonly settings: number;
  /** Everything else in units of 10^6 bytes, with one decimal. `?` if the browser does not say. */
  readonly megabytes: string;
}

const PREFIX = 'ares-explorer';

/** Reads how much is kept. Browsers that forbid storage keep nothing. */
export async function sizesOfKept(): Promise<KeptSizes> {
  const usage = await estimate();
  return {
    settings: keptSettings().length,
    megabytes: usage === undefined ? '?' : (usage / 1e6).toFixed(1),
  };
}

async function estimate(): Promise<number | undefined> {
  try {
    return (await navigator.storage.estimate()).usage;
  } catch {
    return undefined;
  }
}

/**
 * Deletes the preferences, or also the runs, imported files and the page's own files. Other pages
 * of the host keep theirs. Throws if another tab holds the runs open.
 */
export async function deleteKept(part: 'settings' | 'all'): Promise<void> {
  for (const key of keptSettings()) localStorage.removeItem(key);
  if (part === 'settings') return;
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.unregister();
  const names = 'caches' in window ? await caches.keys() : [];
  const own = `${PREFIX} ${new URL('.', document.baseURI)}`;
  await Promise.all(names.filter((name) => name === own).map((name) => caches.delete(name)));
  await deleteDatabase(PREFIX);
}

function keptSettings(): readonly string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}.`));
  } catch {
    return [];
  }
}

function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(new Error(t`Cannot delete the runs`, { cause: request.error }));
    request.onblocked = () =>
      reject(new Error(t`Cannot delete the runs: found another tab of this page, expected none`));
  });
}
