/** File of the built page, as the build lists it for the service worker. */
export interface SiteFile {
  /** Path below the page's folder. Empty for the page itself. */
  readonly path: string;
  /** Start of the SHA-256 of its bytes, in hexadecimal. Another version of the file has another. */
  readonly hash: string;
  readonly bytes: number;
  /** True if it is kept at the first visit. Other files are kept once they are fetched. */
  readonly isFirst: boolean;
}

/** Returns the hash of a file of the page. Needs a secure context, as service workers do. */
export async function hashOfBytes(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest.subarray(0, 6), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Size of a file, and whether it can be had without a network. */
export interface KeptFile extends Pick<SiteFile, 'path' | 'bytes'> {
  readonly isKept: boolean;
}

/**
 * Messages from the page. `keep` names addresses that were fetched before the service worker
 * answered requests. `list` is answered on the message's port. `activate` ends the wait of a new
 * version for the tabs of the old one.
 */
export type OfflineRequest =
  | { readonly kind: 'keep'; readonly urls: readonly string[] }
  | { readonly kind: 'list' }
  | { readonly kind: 'activate' };
