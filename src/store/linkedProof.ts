import { formatLink, type ParsedLink } from '../experiment/link/link';
import type { LinkProof } from '../experiment/link/linkProof';
import { DEFAULT_VIEW } from '../experiment/link/view';
import type { ExperimentSpec } from '../experiment/settings/experimentSpec';
import type { ExplorerState, LinkedProof } from './state';

/** Returns the results of a link with its settings, or null if it has none. */
export function linkedProof({ spec, proof }: ParsedLink): LinkedProof | null {
  return proof === undefined ? null : { settings: settingsOf(spec), proof };
}

/** Returns the results of the opened link, or none once its settings were changed. */
export function selectLinkedProof({ linked, spec }: Pick<ExplorerState, 'linked' | 'spec'>): LinkProof {
  return linked !== null && linked.settings === settingsOf(spec) ? linked.proof : NO_PROOF;
}

const NO_PROOF: LinkProof = {};

/** Returns settings as a link without a view and the name of a file, to compare them. */
export function settingsOf(spec: ExperimentSpec): string {
  return formatLink(spec, DEFAULT_VIEW).replace(/&net=[^&]*$/, '');
}
