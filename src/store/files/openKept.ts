import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import { rememberModel } from '../../core/network/catalog';
import type { EngineSession } from '../engine/engineSession';
import { refuse } from '../notices';
import type { StateAccess } from '../state';

/**
 * Opens a network of the reader that this browser keeps: with the link that waits for it, else with
 * the samples that it ran on last. Files that hold another network are refused with a notice. A
 * link whose network is not kept goes on waiting for its file.
 */
export async function openKept(
  id: string,
  store: StateAccess,
  session: EngineSession,
  openLink: (link: string) => void,
): Promise<void> {
  const { getState, setState } = store;
  let isOpen = false;
  try {
    isOpen = await openKeptNetwork(id, store, session);
  } catch (error) {
    refuse(store, 'files', error);
  }
  const { awaited } = getState();
  if (awaited === null) {
    // Its settings stay if the experiment runs it.
    if (isOpen && getState().spec.model === id) getState().setSettings({});
    else if (isOpen) getState().chooseModel(id);
  } else if (awaited.id !== id) return;
  else if (isOpen) openLink(awaited.link);
  else setState({ awaited: { ...awaited, isSought: false } });
}

/**
 * Opens the network in the kept files. Resolves to false if there are none or they cannot be run.
 * Throws AssetError for files that hold another network.
 */
export async function openKeptNetwork(
  id: string,
  { getState, setState }: StateAccess,
  session: EngineSession,
): Promise<boolean> {
  if (getState().networks[id] !== undefined) return true;
  // The result cache says why a browser refuses.
  const kept = await getState()
    .shelf?.files.network(id)
    .catch(() => undefined);
  if (kept === undefined) return false;
  const { files, samples } = kept;
  const answer = await session.pool.openNetwork(files);
  if ('reasons' in answer) {
    setState({ sheet: answer });
    return false;
  }
  const found = answer.description.id;
  if (found !== id) {
    throw new AssetError(
      files.weights.name,
      t`The file that is kept as the network ${id} holds ${found}: it is not opened. Open the file of ${id}`,
    );
  }
  rememberModel(answer.description);
  session.addNetwork(id, files);
  setState({ networks: { ...getState().networks, [id]: { ...answer, samples } } });
  return true;
}
