import { AssetError, messageOf } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import { openWithH5wasm } from './h5wasmFile';
import { checkHdf5Header } from './hdf5Header';
import { openWithJsfive } from './jsfiveFile';
import type { StoredTensor, WeightFile } from './weightFile';

/** Maximum size for jsfive, which holds the file in memory. Larger files use h5wasm. */
const JSFIVE_MAX_BYTES = 64 * 2 ** 20;

/**
 * Opens an HDF5 file: with jsfive up to 64 MB, with h5wasm above, and with h5wasm after the first
 * part that jsfive cannot read. Throws only AssetError, here or in the file's methods, whatever the
 * bytes are. The caller closes the file.
 */
export async function openWeightFile(asset: AssetFile): Promise<WeightFile> {
  await checkHdf5Header(asset);
  const file = new FallbackFile(asset);
  if (asset.blob.size > JSFIVE_MAX_BYTES) await file.turnToH5wasm();
  // Reports damage at the root now, not when the first tensor is read.
  await file.children('/');
  return file;
}

class FallbackFile implements WeightFile {
  readonly name: string;
  private readonly asset: AssetFile;
  private opened: WeightFile | undefined;
  private isLast = false;

  constructor(asset: AssetFile) {
    this.asset = asset;
    this.name = asset.name;
  }

  async turnToH5wasm(): Promise<void> {
    this.close();
    this.isLast = true;
    this.opened = await this.guard('/', () => openWithH5wasm(this.asset));
  }

  attribute(path: string, name: string) {
    return this.attempt(path, (file) => file.attribute(path, name));
  }

  async tensor(path: string): Promise<StoredTensor | undefined> {
    const found = await this.attempt(path, (file) => file.tensor(path));
    if (found === undefined) return undefined;
    const owner = this.opened;
    const read = (file: WeightFile) =>
      file === owner ? found.read() : file.tensor(path).then((again) => again!.read());
    return { shape: found.shape, read: () => this.attempt(path, read) };
  }

  children(path: string) {
    return this.attempt(path, (file) => file.children(path));
  }

  close(): void {
    this.opened?.close();
    this.opened = undefined;
  }

  private async attempt<T>(path: string, act: (file: WeightFile) => Promise<T>): Promise<T> {
    if (!this.isLast) {
      try {
        this.opened ??= await openWithJsfive(this.asset);
        return await act(this.opened);
      } catch (error) {
        if (error instanceof AssetError) throw error;
        await this.turnToH5wasm();
      }
    }
    // A file that was closed opens again when it is read.
    if (this.opened === undefined) await this.turnToH5wasm();
    return this.guard(path, () => act(this.opened!));
  }

  private async guard<T>(path: string, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (cause) {
      if (cause instanceof AssetError) throw cause;
      throw new AssetError(
        this.name,
        t`The file is damaged at ${path} (${reasonOf(cause)}): expected readable HDF5`,
        {
          cause,
        },
      );
    }
  }
}

/** Returns the innermost error of the HDF5 library's stack, or the thrown error. */
function reasonOf(cause: unknown): string {
  const text = messageOf(cause).trim();
  const findings = [...text.matchAll(/#\d+: .*? line \d+ in \w+(?:\(\))?: (.*)/g)];
  return findings.at(-1)?.[1] ?? text.split('\n')[0]!;
}
