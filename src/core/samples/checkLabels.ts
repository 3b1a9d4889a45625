import { AssetError } from '../errors';
import { t } from '../language/t';

/**
 * Throws AssetError naming the first label that is no class from 0 to before `numClasses`. `source`
 * is the name of the labels in the message.
 */
export function checkLabels(labels: ArrayLike<number>, numClasses: number, source: string = t`labels`): void {
  for (let sample = 0; sample < labels.length; sample++) {
    const label = labels[sample]!;
    if (Number.isInteger(label) && label >= 0 && label < numClasses) continue;
    throw new AssetError(
      source,
      t`Label ${label} of sample ${sample} is no class of the network: expected 0 to ${numClasses - 1}, for ${numClasses} classes`,
    );
  }
}
