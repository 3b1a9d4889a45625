/** Loads a script that the page fetches when it needs it; throws `failure`, which its reader understands. */
export async function loadScript<Script>(load: () => Promise<Script>, failure: string): Promise<Script> {
  try {
    return await load();
  } catch (cause) {
    throw new Error(failure, { cause });
  }
}

/** Likewise a script of the engine. */
export function loadEngineScript<Script>(load: () => Promise<Script>): Promise<Script> {
  return loadScript(load, 'The engine’s script could not be loaded: the page may be offline');
}

/** What `load` brings, asked for at the first call and kept. A failure is not kept: the next call asks again. */
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
