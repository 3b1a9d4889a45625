import { AssetError } from '../../core/errors';
import type { ExplorerModelFiles } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import type { ModelDescription } from '../../core/network/model';
import { Network } from '../nodes/network';
import { type ModelManifest, parseManifest, verifySha256 } from './manifest';
import { readBytes } from './readBytes';
import { readWeights } from './weightFile';

/** A network with its weights and its manifest. The caller disposes the network. */
interface LoadedNetwork {
  readonly network: Network;
  readonly manifest: ModelManifest;
}

/**
 * Builds a network of the catalogue and loads its weights after their digest has been checked
 * against the manifest. Throws AssetError naming the file, the value found and the value expected.
 */
export async function loadNetwork(
  files: ExplorerModelFiles,
  description: ModelDescription,
): Promise<LoadedNetwork> {
  const manifest = parseManifest(await files.manifest.blob.text(), files.manifest.name);
  if (manifest.model !== description.id) {
    throw new AssetError(
      files.manifest.name,
      t`The manifest is of model ${manifest.model}: expected ${description.id}`,
    );
  }
  const bytes = await readBytes(files.weights);
  verifySha256(bytes, manifest.sha256['weights.bin'], files.weights.name);
  const network = new Network(description);
  try {
    readWeights(network, manifest, bytes, files.manifest.name, files.weights.name);
  } catch (error) {
    network.dispose();
    throw error;
  }
  return { network, manifest };
}
