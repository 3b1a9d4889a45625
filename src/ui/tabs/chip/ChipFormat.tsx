import { t } from '../../../core/language/t';
import { CopyText } from '../../controls/CopyText';

/** Description of the format of a chip table. */
export function ChipFormat() {
  return (
    <div className="stack note">
      <p>
        {t`The table needs the columns Vdd, BER and error, in any order, and one row for each supply voltage,
        sorted by BER. Several rows with the same BER are repeated measurements. BER is a fraction such as
        3.16e-4. Vdd is in V or mV, and error in % or as a fraction. Units may be in the header or in the row
        below it. Cells are separated by tabs, semicolons or commas. Other columns are ignored. A header to
        start from:`}
      </p>
      <CopyText label={t`Header of the table`} text="Vdd (V),BER,error (%)" rows={1} />
    </div>
  );
}
