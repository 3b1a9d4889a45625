import { SpecError } from '../../core/errors';
import { CATALOG } from '../../core/network/catalog';

/** True if `--model` names a file rather than a network of the catalogue. */
export function isModelFile(model: string): boolean {
  return !CATALOG.has(model) && /[./\\]/.test(model);
}

/** Throws SpecError for a file as the model of a command that runs only catalogue networks. */
export function rejectModelFile(model: string | undefined): void {
  if (model === undefined || !isModelFile(model)) return;
  throw new SpecError(
    'model',
    `Cannot use the file ${JSON.stringify(model)} here: expected a network of the catalogue. sweep, ticks, faults, chip and inspect run a network of your own`,
  );
}
