import { CopyText } from '../../controls/CopyText';

/** What the table of a chip looks like. */
export function ChipFormat() {
  return (
    <div className="stack note">
      <p>
        Columns Vdd, BER and error in any order, a row for each supply voltage, sorted by rate; rows of one
        rate are repeats. BER is a share of bits such as 3.16e-4. Units may stand in the header or in a row
        below it: Vdd in V or mV, error in % or as a share. Tabs, semicolons or commas part the cells; other
        columns are left out. A header to start from:
      </p>
      <CopyText label="Header of the table" text="Vdd (V),BER,error (%)" rows={1} />
    </div>
  );
}
