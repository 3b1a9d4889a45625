import { useRef } from 'react';
import { useExplorer } from '../useExplorer';

/** Opens IDX files; the whole page takes them dropped as well. Nothing leaves the computer. */
export function FilePicker() {
  const openFiles = useExplorer((state) => state.openFiles);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="drop-zone">
      <button type="button" className="button" onClick={() => input.current?.click()}>
        Open MNIST files
      </button>
      <span className="note">IDX, .gz or not; or drop images and labels anywhere on the page</span>
      <input
        ref={input}
        className="sr-only"
        type="file"
        multiple
        tabIndex={-1}
        aria-label="MNIST files: images and labels"
        onChange={(event) => {
          if (event.target.files !== null && event.target.files.length > 0)
            openFiles([...event.target.files]);
          event.target.value = '';
        }}
      />
    </div>
  );
}
