import { findModel } from '../core/network/catalog';
import { MAX_LINK_CHARS } from '../experiment/link/link';
import { linkedFile, linkedNetwork } from '../experiment/link/linkedNetwork';
import { networkTitle } from '../experiment/settings/networkTitle';
import type { AwaitedNetwork } from './state';

/**
 * Returns the network of the reader that a link names if it is not open, with the link as a hash;
 * null otherwise. Without its network no setting of such a link can be read.
 */
export function awaitedNetwork(link: string): AwaitedNetwork | null {
  if (link.length > MAX_LINK_CHARS) return null;
  const id = linkedNetwork(link);
  if (id === undefined || findModel(id) !== undefined) return null;
  const file = linkedFile(link);
  const title = file === undefined ? id : networkTitle({ id, title: id, file });
  return { id, title, link: link.includes('#') ? link.slice(link.indexOf('#')) : link, isSought: true };
}
