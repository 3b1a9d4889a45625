import { useEffect, useState } from 'react';
import { t } from '../../core/language/t';
import { grouped } from '../../experiment/text/numberWords';
import type { KeptSet } from '../../store/shelf/fileShelf';
import { useExplorer } from '../hooks/useExplorer';
import { byteText } from '../text/format';

interface StoragePartProps {
  /** Number of runs. */
  readonly count: number;
  readonly isBusy: boolean;
  readonly onRemoveAll: () => void;
  readonly onRemoveFiles: (files: KeptSet) => void;
}

/** Shows what this page stores in the browser, and deletes kept files, and all runs on demand. */
export function StoragePart({ count, isBusy, onRemoveAll, onRemoveFiles }: StoragePartProps) {
  const shelf = useExplorer((state) => state.shelf);
  const networks = useExplorer((state) => state.networks);
  const openKept = useExplorer((state) => state.openKept);
  const [files, setFiles] = useState<readonly KeptSet[]>([]);
  const [estimate, setEstimate] = useState<StorageEstimate>({});
  const [isAsking, setAsking] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the use changes with the runs
  useEffect(() => {
    navigator.storage?.estimate().then(setEstimate, () => undefined);
  }, [count]);
  useEffect(() => {
    const read = () => void shelf?.files.list().then(setFiles, () => setFiles([]));
    read();
    return shelf?.onChange(({ kind }) => kind === 'changed' && read());
  }, [shelf]);
  const { usage, quota } = estimate;
  return (
    <footer className="shelf-storage">
      <h3>{t`Storage`}</h3>
      {usage !== undefined && quota !== undefined && (
        <p className="muted tabular">
          {t`This page uses ${byteText(usage)} of the ${byteText(quota)} that the browser allows. Nothing of it leaves this machine.`}
        </p>
      )}
      {files.map((kept) => (
        <p key={kept.key} className="shelf-file tabular">
          {t`Kept files: ${kept.title}, ${byteText(kept.bytes)}`}{' '}
          {kept.network !== null && networks[kept.network] === undefined && (
            <>
              <button
                type="button"
                className="button button-small"
                aria-label={t`Open: ${kept.title}`}
                onClick={() => openKept(kept.network!)}
              >
                {t`Open`}
              </button>{' '}
            </>
          )}
          <button
            type="button"
            className="button button-small"
            aria-label={t`Delete: ${kept.title}`}
            onClick={() => onRemoveFiles(kept)}
          >
            {t`Delete`}
          </button>
        </p>
      ))}
      {count > 0 && !isAsking && (
        <button
          type="button"
          className="button"
          disabled={isBusy}
          title={isBusy ? t`Stop the run first` : undefined}
          onClick={() => setAsking(true)}
        >
          {t`Delete all runs`}
        </button>
      )}
      {isAsking && (
        <p className="shelf-question">
          {deleteText(count)}{' '}
          <button
            type="button"
            className="button"
            onClick={() => {
              setAsking(false);
              onRemoveAll();
            }}
          >
            {t`Delete`}
          </button>{' '}
          <button type="button" className="button" onClick={() => setAsking(false)}>
            {t`Keep`}
          </button>
        </p>
      )}
    </footer>
  );
}

function deleteText(count: number): string {
  return count === 1
    ? t`Delete ${grouped(count)} run with their results?`
    : t`Delete ${grouped(count)} runs with their results?`;
}
