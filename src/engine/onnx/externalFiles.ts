import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { AssetFile } from '../../core/files/assetFiles';
import { baseName } from '../../core/files/folderFiles';
import type { Refusals } from '../source/refusals';

type Entries = readonly { readonly key: string | undefined; readonly value: string | undefined }[];

/** A tensor's bytes in an external data file. */
interface ExternalPart {
  readonly part: Blob;
  readonly fileName: string;
}

/** The files that were chosen together with a model, and what the model says of them. */
export class ExternalFiles {
  private readonly missing = new Set<string>();
  private readonly digests = new Map<AssetFile, Set<string>>();

  constructor(private readonly files: readonly AssetFile[]) {}

  /**
   * Finds a tensor's bytes by the entries of `external_data`. Without a length they are the
   * `numBytes` that the shape takes. Adds to `refusals` and returns undefined if there are none.
   */
  find(tensor: string, entries: Entries, numBytes: number, refusals: Refusals): ExternalPart | undefined {
    const values = new Map(entries.map(({ key, value }) => [key, value ?? '']));
    const location = values.get('location') ?? '';
    if (location === '') {
      refusals.add('externalPlace', `${tensor} (location "")`);
      return undefined;
    }
    const file = this.fileAt(location);
    if (file === undefined) {
      if (!this.missing.has(location)) refusals.add('missingFile', location);
      this.missing.add(location);
      return undefined;
    }
    const offset = wholeNumberIn(values.get('offset') ?? '0');
    const length = wholeNumberIn(values.get('length') ?? `${numBytes}`);
    if (offset === null || length === null || offset + length > file.blob.size) {
      const found = `offset ${values.get('offset') ?? 0}, length ${values.get('length') ?? numBytes}`;
      refusals.add('externalPlace', `${tensor} (${location}: ${found}, ${file.blob.size} bytes)`);
      return undefined;
    }
    const digest = values.get('checksum');
    if (digest) this.digests.set(file, (this.digests.get(file) ?? new Set()).add(digest.toLowerCase()));
    return { part: file.blob.slice(offset, offset + length), fileName: file.name };
  }

  /** Compares the files with the SHA-1 digests that the model has for them. */
  async checkDigests(refusals: Refusals): Promise<void> {
    for (const [file, digests] of this.digests) {
      const found = await sha1Of(file.blob);
      for (const digest of digests) {
        if (digest !== found) refusals.add('checksum', `${file.name} (${found} ≠ ${digest})`);
      }
    }
  }

  /** Files are chosen without their folders, so the last part of the location is enough. */
  private fileAt(location: string): AssetFile | undefined {
    const path = location.replaceAll('\\', '/');
    return (
      this.files.find(({ name }) => name === path) ??
      this.files.find(({ name }) => baseName(name) === baseName(path))
    );
  }
}

function wholeNumberIn(text: string): number | null {
  const value = Number(text);
  return /^\d+$/.test(text) && Number.isSafeInteger(value) ? value : null;
}

async function sha1Of(blob: Blob): Promise<string> {
  const hash = sha1.create();
  const reader = blob.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return bytesToHex(hash.digest());
    hash.update(value);
  }
}
