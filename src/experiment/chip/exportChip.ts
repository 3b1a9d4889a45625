import type { DeviceReport } from '../../core/device';
import type { Encoding } from '../../core/words/qformat';
import { csvText } from '../documents/csvText';
import { type ExportContext, type ExportDocument, exportDocument } from '../documents/exportRows';
import type { CompleteMeasurement } from '../sweep/results';
import type { ChipComparison } from './chipComparison';
import type { ChipTable } from './chipTable';

/** Simulation of one sign encoding at the rates of a chip. */
export interface SimulatedChip {
  /** `two’s complement`. */
  readonly label: string;
  readonly measurement: CompleteMeasurement;
  readonly comparison: ChipComparison;
  readonly context: ExportContext;
}

/** Chip with its simulations, each with its sweep. Errors are shares in [0, 1]. */
interface ChipDocument {
  readonly chip: ChipTable;
  readonly simulated: readonly {
    readonly encoding: Encoding;
    readonly comparison: ChipComparison;
    readonly sweep: ExportDocument;
  }[];
}

/** Makes the JSON document of a chip and its simulations. */
export function chipDocument(chip: ChipTable, simulated: readonly SimulatedChip[]): ChipDocument {
  return {
    chip,
    simulated: simulated.map(({ measurement, comparison, context }) => ({
      encoding: measurement.spec.encoding,
      comparison,
      sweep: exportDocument(measurement, context),
    })),
  };
}

/**
 * Makes a CSV with one self-contained row per voltage and encoding. Cells are empty where nothing
 * can be compared.
 */
export function chipCsv(
  chip: ChipTable,
  simulated: readonly SimulatedChip[],
  { device, adapter }: DeviceReport,
): string {
  const names = ['vdd', 'ber', 'chipError', 'encoding', 'simulatedError', 'points', 'relative'];
  return csvText(
    [...names, 'chip', 'model', 'data', 'weights', 'trials', 'images', 'seed', 'device', 'adapter', 'link'],
    simulated.flatMap(({ measurement: { spec }, comparison, context }) => {
      const { encoding, model, data, weights, trials, numSamples, seed } = spec;
      const settings = [model, data, weights, trials, numSamples, seed, device, adapter, context.link];
      return comparison.rows.map((row) => [
        ...[row.vdd, row.ber, row.chip, encoding, row.simulated, row.points, row.relative],
        ...[chip.name, ...settings],
      ]);
    }),
  );
}
