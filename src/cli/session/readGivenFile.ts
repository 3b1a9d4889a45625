import { existsSync, readFileSync, statSync } from 'node:fs';
import { AssetError } from '../../core/errors';

/**
 * Reads a file or a pipe that an option or an argument names. Throws AssetError with what is there
 * and `wanted`.
 */
export function readGivenFile(path: string, wanted: string): Uint8Array {
  const refused = (found: string, cause?: unknown) =>
    new AssetError(path, `${found}: expected ${wanted}`, { cause });
  if (!existsSync(path)) throw refused('The file does not exist');
  const stats = statSync(path);
  if (stats.isDirectory()) throw refused('It is a folder');
  if (!stats.isFile() && !stats.isFIFO()) throw refused('It is a device');
  try {
    return readFileSync(path);
  } catch (cause) {
    throw refused((cause as Error).message, cause);
  }
}
