import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import type { StoredWeight } from './storedLayers';
import type { WeightFile } from './weightFile';

/**
 * Reads one tensor whose shape was checked, and checks that it is finite. `label` is its name in
 * messages: `fc1/kernel`. Throws AssetError.
 */
export async function readTensor(
  file: WeightFile,
  { path }: StoredWeight,
  label: string,
  shape: readonly (number | null)[],
): Promise<Float32Array> {
  const tensor = await file.tensor(path);
  if (tensor === undefined) {
    throw new AssetError(file.name, t`Tensor ${label} is missing at ${path}: expected ${shape.join(' x ')}`);
  }
  if (tensor.shape.join() !== shape.join()) {
    throw new AssetError(
      file.name,
      t`Tensor ${label} is ${tensor.shape.join(' x ') || t`one number`}: expected ${shape.join(' x ')}`,
    );
  }
  const values = await tensor.read();
  checkFinite(file.name, label, values);
  return values;
}

/** Throws AssetError with the number of NaN and infinite values, if any. */
export function checkFinite(fileName: string, label: string, values: ArrayLike<number>): void {
  let numBad = 0;
  for (let index = 0; index < values.length; index++) if (!Number.isFinite(values[index])) numBad++;
  if (numBad > 0) {
    throw new AssetError(
      fileName,
      t`Tensor ${label} has ${numBad} of ${values.length} values that are NaN or infinite: expected numbers`,
    );
  }
}
