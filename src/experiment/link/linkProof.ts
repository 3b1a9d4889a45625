import { t } from '../../core/language/t';
/** Results in a link, as texts that are packed and read elsewhere. */
export interface LinkProof {
  /** Fingerprint of the sender's run (`parseFingerprint`). */
  readonly fingerprint?: string;
  /** Counts of the sender's run (`readPackedRun`), for devices that cannot compute. */
  readonly frozen?: string;
}

/** Keys of results in links. */
export const PROOF_KEYS: { readonly [Name in keyof Required<LinkProof>]: string } = {
  fingerprint: 'h',
  frozen: 'f',
};

/**
 * Returns the results among the texts of a link, by key, or null if there are none. Calls `refuse`
 * for a text that no result has. What the texts say is checked where they are used.
 */
export function readProof(
  texts: ReadonlyMap<string, string>,
  refuse: (key: string, reason: string) => void,
): LinkProof | null {
  const found = Object.entries(PROOF_KEYS).flatMap(([name, key]) => {
    const text = texts.get(key);
    if (text === undefined) return [];
    if (/^[\w-]+$/.test(text)) return [[name, text] as const];
    refuse(key, t`Cannot use these packed results: expected letters, digits, - and _`);
    return [];
  });
  return found.length === 0 ? null : Object.fromEntries(found);
}
