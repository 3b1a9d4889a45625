import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { isSystemFile } from '../../core/files/folderFiles';
import { parseJson } from '../../core/files/jsonFile';
import { listNames } from '../../core/files/listNames';
import { MAX_JSON_BYTES } from '../../core/files/modelFiles';
import { t } from '../../core/language/t';
import { openZip } from '../loading/openZip';

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

/**
 * Opens a `.keras` file of Keras 2.12 or later. Its weights stay in the file unless they are
 * packed. Throws only AssetError.
 */
export async function readKerasZip(asset: AssetFile): Promise<KerasArchive> {
  const { name } = asset;
  const held: string[] = [];
  const parts = new Map<string, Blob>();
  try {
    for (const member of await openZip(asset.blob)) {
      if (!isSystemFile(member.name)) held.push(member.name);
      if (!isPart(member.name)) continue;
      const most = MAX_BYTES[member.name];
      if (member.size > most)
        throw new AssetError(
          name,
          t`${member.name} unpacks to ${member.size} bytes: expected at most ${most}`,
        );
      parts.set(member.name, await member.read());
    }
  } catch (cause) {
    if (cause instanceof AssetError) throw cause;
    throw new AssetError(name, t`The zip file is damaged or cut short: expected a .keras file`, { cause });
  }
  const config = parts.get(CONFIG);
  const weights = parts.get(WEIGHTS);
  if (config === undefined || weights === undefined) {
    const missing = config === undefined ? CONFIG : WEIGHTS;
    throw new AssetError(
      name,
      t`The zip file holds ${listNames(held) || t`nothing`} and no ${missing}: expected a .keras file, or the files of a model or data set unpacked`,
    );
  }
  return {
    config: parseJson(await config.text(), `${name}/${CONFIG}`, t`a Keras configuration`),
    weights: { name: `${name}/${WEIGHTS}`, blob: weights },
    version: versionIn((await parts.get(METADATA)?.text()) ?? ''),
  };
}

function isPart(name: string): name is keyof typeof MAX_BYTES {
  return Object.hasOwn(MAX_BYTES, name);
}

/** Returns the version of Keras in `metadata.json`. */
function versionIn(metadata: string): string | undefined {
  return /"keras_version"\s*:\s*"([^"]*)"/.exec(metadata)?.[1];
}
