import { useRef } from 'react';
import { selectModel } from '../../store/selectors/selectors';
import { useExplorer } from '../hooks/useExplorer';
import { DATA_WORDS } from '../text/dataWords';

/**
 * Opens files of the model's kind of data. Files may be dropped anywhere on the page as well. They
 * stay on the computer.
 */
export function FilePicker() {
  const openFiles = useExplorer((state) => state.openFiles);
  const words = DATA_WORDS[useExplorer(selectModel).dataKind];
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="drop-zone">
      <button type="button" className="button" onClick={() => input.current?.click()}>
        {words.open}
      </button>
      <span className="note">{words.hint}</span>
      <input
        ref={input}
        className="sr-only"
        type="file"
        multiple
        tabIndex={-1}
        aria-label={words.field}
        onChange={(event) => {
          if (event.target.files !== null && event.target.files.length > 0)
            openFiles([...event.target.files]);
          event.target.value = '';
        }}
      />
    </div>
  );
}
