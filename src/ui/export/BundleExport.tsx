import { useState } from 'react';
import { messageOf } from '../../core/errors';
import { t } from '../../core/language/t';
import {
  type BundledFile,
  bundleFile,
  MAX_BUNDLED_BYTES,
  MAX_BUNDLED_FILES,
} from '../../experiment/documents/bundledFiles';
import { grouped } from '../../experiment/text/numberWords';
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
  const refused = refusal(own.length, bytes);
  const save = async () => {
    setFailure('');
    try {
      const files: BundledFile[] = [];
      for (const { name, blob } of isWith ? own : [])
        files.push(bundleFile({ name, bytes: new Uint8Array(await blob.arrayBuffer()) }));
      saveFile(`${file}.json`, write(files), 'application/json');
    } catch (error) {
      setFailure(t`The files cannot be read: ${messageOf(error)}`);
    }
  };
  return (
    <>
      <button type="button" className="button" onClick={save}>
        {t`JSON bundle`}
      </button>
      {own.length > 0 && (
        <label className="check">
          <input
            type="checkbox"
            disabled={refused !== null}
            checked={isWith}
            onChange={(event) => setWith(event.target.checked)}
          />
          {refused ?? offer(own.length, megabytes(bytes * GROWTH))}
        </label>
      )}
      {failure !== '' && <span role="alert">{failure}</span>}
    </>
  );
}

function offer(count: number, size: string): string {
  return count === 1
    ? t`With my ${count} file: ${size} more. Whoever has the bundle has the files.`
    : t`With my ${count} files: ${size} more. Whoever has the bundle has the files.`;
}

/** Says why a bundle does not hold the files. Null: it does. */
function refusal(count: number, bytes: number): string | null {
  if (count > MAX_BUNDLED_FILES)
    return t`Without my ${grouped(count)} files: a bundle holds at most ${grouped(MAX_BUNDLED_FILES)} files.`;
  if (bytes <= MAX_BUNDLED_BYTES) return null;
  const [size, most] = [megabytes(bytes), megabytes(MAX_BUNDLED_BYTES)];
  return count === 1
    ? t`Without my ${count} file: they have ${size}, and a bundle holds at most ${most} of files.`
    : t`Without my ${count} files: they have ${size}, and a bundle holds at most ${most} of files.`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
