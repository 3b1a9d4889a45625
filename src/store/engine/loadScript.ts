import { t } from '../../core/language/t';
/** Loads a script on demand. Throws an Error with the message `failure` if that fails. */
export async function loadScript<Script>(load: () => Promise<Script>, failure: string): Promise<Script> {
  try {
    return await load();
  } catch (cause) {
    throw new Error(failure, { cause });
  }
}

/** Loads a script of the engine on demand. Throws an Error if that fails. */
export function loadEngineScript<Script>(load: () => Promise<Script>): Promise<Script> {
  return loadScript(load, t`The engine’s script could not be loaded: the page may be offline`);
}

/**
 * Returns a function that calls `load` once and keeps its result. After a failure, the next call
 * tries again.
 */
export function keepLoaded<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  let loaded: Promise<Loaded> | undefined;
  return () => {
    loaded ??= load().catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  };
}
