import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { isSystemFile } from '../../core/files/folderFiles';
import { parseJson } from '../../core/files/jsonFile';
import { listNames } from '../../core/files/listNames';
import { MAX_JSON_BYTES } from '../../core/files/modelFiles';
import { t } from '../../core/language/t';
import { checkZip } from '../loading/checkZip';
import { readBytes } from '../loading/readBytes';

/** Contents of a `.keras` file. */
interface KerasArchive {
  readonly config: unknown;
  readonly weights: AssetFile;
  /** Version of Keras that wrote the file. Undefined: the file does not say it. */
  readonly version: string | undefined;
}

const CONFIG = 'config.json';
const WEIGHTS = 'model.weights.h5';
const METADATA = 'metadata.json';
/** Maximum unpacked sizes. A zip file of kilobytes can announce terabytes. */
const MAX_BYTES = { [CONFIG]: MAX_JSON_BYTES, [WEIGHTS]: 2 ** 30, [METADATA]: MAX_JSON_BYTES };

/** Unpacks a `.keras` file of Keras 2.12 or later in memory. Throws only AssetError. */
export async function readKerasZip(asset: AssetFile): Promise<KerasArchive> {
  const { name } = asset;
  const bytes = await readBytes(asset);
  const { unzipSync } = await import('fflate');
  const held: string[] = [];
  let parts: Record<string, Uint8Array>;
  try {
    parts = unzipSync(bytes, {
      filter: (part) => {
        if (!isSystemFile(part.name)) held.push(part.name);
        if (!isPart(part.name)) return false;
        const most = MAX_BYTES[part.name];
        if (part.originalSize <= most) return true;
        throw new AssetError(
          name,
          t`${part.name} unpacks to ${part.originalSize} bytes: expected at most ${most}`,
        );
      },
    });
    checkZip(bytes, parts);
  } catch (cause) {
    if (cause instanceof AssetError) throw cause;
    throw new AssetError(name, t`The zip file is damaged or cut short: expected a .keras file`, { cause });
  }
  const config = parts[CONFIG];
  const weights = parts[WEIGHTS];
  if (config === undefined || weights === undefined) {
    const missing = config === undefined ? CONFIG : WEIGHTS;
    throw new AssetError(
      name,
      t`The zip file holds ${listNames(held) || t`nothing`} and no ${missing}: expected a .keras file, or the files of a model or data set unpacked`,
    );
  }
  return {
    config: parseJson(new TextDecoder().decode(config), `${name}/${CONFIG}`, t`a Keras configuration`),
    weights: { name: `${name}/${WEIGHTS}`, blob: new Blob([weights as Uint8Array<ArrayBuffer>]) },
    version: parts[METADATA] && versionIn(parts[METADATA]),
  };
}

function isPart(name: string): name is keyof typeof MAX_BYTES {
  return Object.hasOwn(MAX_BYTES, name);
}

/** Returns the version of Keras in `metadata.json`. */
function versionIn(metadata: Uint8Array): string | undefined {
  const found = /"keras_version"\s*:\s*"([^"]*)"/.exec(new TextDecoder().decode(metadata));
  return found?.[1];
}
