import { useRef } from 'react';
import { selectModel } from '../../store/selectors/selectors';
import { useExplorer } from '../hooks/useExplorer';
import { DATA_WORDS } from '../text/dataWords';

interface FilePickerProps {
  /** Files that are asked for. Left out: those of the model's kind of data. */
  readonly kind?: keyof typeof DATA_WORDS;
}

/** Opens files. They may be dropped anywhere on the page as well, and stay on the computer. */
export function FilePicker({ kind }: FilePickerProps) {
  const openFiles = useExplorer((state) => state.openFiles);
  const { dataKind } = useExplorer(selectModel);
  const words = DATA_WORDS[kind ?? dataKind];
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
