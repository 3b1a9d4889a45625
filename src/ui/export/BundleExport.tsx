import { useState } from 'react';
import { type BundledFile, bundleFile, MAX_BUNDLED_BYTES } from '../../experiment/documents/bundledFiles';
import { countOf } from '../../experiment/text/numberWords';
import { useExplorerStore } from '../hooks/useExplorer';
import { saveFile } from './saveFile';

interface BundleExportProps {
  /** File name without ending. */
  readonly file: string;
  /** Writes the bundle with files of the reader in it. */
  readonly write: (files: readonly BundledFile[]) => string;
}

/** Characters of base64 per byte. */
const GROWTH = 4 / 3;

/** Saves the bundle, with the files that the reader has imported if wanted and if they fit. */
export function BundleExport({ file, write }: BundleExportProps) {
  const store = useExplorerStore();
  const [own] = useState(() => store.getState().ownFiles());
  const [isWith, setWith] = useState(false);
  const [failure, setFailure] = useState('');
  const bytes = own.reduce((sum, { blob }) => sum + blob.size, 0);
  const fits = bytes <= MAX_BUNDLED_BYTES;
  const count = countOf(own.length, 'file');
  const save = async () => {
    setFailure('');
    try {
      const files: BundledFile[] = [];
      for (const { name, blob } of isWith ? own : [])
        files.push(bundleFile({ name, bytes: new Uint8Array(await blob.arrayBuffer()) }));
      saveFile(`${file}.json`, write(files), 'application/json');
    } catch (error) {
      setFailure(`The files cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  return (
    <>
      <button type="button" className="button" onClick={save}>
        JSON bundle
      </button>
      {own.length > 0 && (
        <label className="check">
          <input
            type="checkbox"
            disabled={!fits}
            checked={isWith}
            onChange={(event) => setWith(event.target.checked)}
          />
          {fits
            ? `With my ${count}: ${megabytes(bytes * GROWTH)} more. Whoever has the bundle has the files.`
            : `Without my ${count}: they have ${megabytes(bytes)}, and a bundle holds at most ${megabytes(MAX_BUNDLED_BYTES)} of files.`}
        </label>
      )}
      {failure !== '' && <span role="alert">{failure}</span>}
    </>
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
