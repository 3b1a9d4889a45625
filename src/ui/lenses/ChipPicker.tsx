import { useRef } from 'react';
import { CopyText } from '../controls/CopyText';
import { useExplorer } from '../useExplorer';

/** Opens the table of a chip and says what it looks like. */
export function ChipPicker() {
  const chip = useExplorer((state) => state.chip);
  const openFiles = useExplorer((state) => state.openFiles);
  const closeChip = useExplorer((state) => state.closeChip);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <div className="row">
        <button type="button" className="button" onClick={() => input.current?.click()}>
          {chip === null ? 'Choose a CSV file' : 'Choose another CSV file'}
        </button>
        {chip !== null && (
          <button type="button" className="button" onClick={closeChip}>
            Remove {chip.name}
          </button>
        )}
        <span className="note">or drop it anywhere on the page; it is read here and never sent</span>
        <input
          ref={input}
          className="sr-only"
          type="file"
          accept=".csv,text/csv"
          tabIndex={-1}
          aria-label="CSV file of a measured chip"
          onChange={(event) => {
            if (event.target.files !== null && event.target.files.length > 0)
              openFiles([...event.target.files]);
            event.target.value = '';
          }}
        />
      </div>
      {chip?.notes.map((note) => (
        <p key={note} className="note">
          {note}.
        </p>
      ))}
      <div className="stack note">
        <p>
          Columns Vdd, BER and error in any order, a row for each supply voltage, sorted by rate. BER is a
          share of bits such as 3.16e-4. Units may stand in the header: Vdd in V or mV, error in % or as a
          share. Tabs, semicolons or commas part the cells; other columns are left out. A header to start
          from:
        </p>
        <CopyText label="Header of the table" text="Vdd (V),BER,error (%)" rows={1} />
      </div>
    </>
  );
}
