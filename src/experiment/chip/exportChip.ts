import type { DeviceReport } from '../../core/device';
import type { Encoding } from '../../core/words/qformat';
import { csvText } from '../documents/csvText';
import { type ExportContext, type ExportDocument, exportDocument } from '../documents/exportRows';
import type { CompleteMeasurement } from '../sweep/results';
import type { ChipComparison } from './chipComparison';
import type { ChipTable } from './chipTable';

/** One way to store a sign, simulated at the rates of a chip. */
export interface SimulatedChip {
  /** `two’s complement`. */
  readonly label: string;
  readonly measurement: CompleteMeasurement;
  readonly comparison: ChipComparison;
  readonly context: ExportContext;
}

/** A chip beside its simulations, each with the sweep that it rests on. Errors are shares in [0, 1]. */
interface ChipDocument {
  readonly chip: ChipTable;
  readonly simulated: readonly {
    readonly encoding: Encoding;
    readonly comparison: ChipComparison;
    readonly sweep: ExportDocument;
  }[];
}

/** Everything that is known about a chip and its simulations, for other programs. */
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

/** One row for each voltage and encoding, complete in itself; cells are empty where nothing can be compared. */
export function chipCsv(
  chip: ChipTable,
  simulated: readonly SimulatedChip[],
  { device, adapter }: DeviceReport,
): string {
  const names = ['vdd', 'ber', 'chipError', 'encoding', 'simulatedError', 'points', 'relative'];
  return csvText(
    [...names, 'chip', 'model', 'data', 'weights', 'trials', 'images', 'seed', 'device', 'adapter', 'link'],
    simulated.flatMap(({ measurement: { spec }, comparison, context }) => {
      const { encoding, model, data, weights, trials, images, seed } = spec;
      const settings = [model, data, weights, trials, images, seed, device, adapter, context.link];
      return comparison.rows.map((row) => [
        ...[row.vdd, row.ber, row.chip, encoding, row.simulated, row.points, row.relative],
        ...[chip.name, ...settings],
      ]);
    }),
  );
}
