import { useEffect, useState } from 'react';
import { countOf } from '../../experiment/text/numberWords';
import { byteText } from '../text/format';

interface StoragePartProps {
  /** Number of runs. */
  readonly count: number;
  readonly isBusy: boolean;
  readonly onRemoveAll: () => void;
}

/** Shows how much this page stores in the browser, and deletes all runs after a question. */
export function StoragePart({ count, isBusy, onRemoveAll }: StoragePartProps) {
  const [estimate, setEstimate] = useState<StorageEstimate>({});
  const [isAsking, setAsking] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the use changes with the runs
  useEffect(() => {
    navigator.storage?.estimate().then(setEstimate, () => undefined);
  }, [count]);
  const { usage, quota } = estimate;
  return (
    <footer className="shelf-storage">
      <h3>Storage</h3>
      {usage !== undefined && quota !== undefined && (
        <p className="muted tabular">
          This page uses {byteText(usage)} of the {byteText(quota)} that the browser allows. Nothing of it
          leaves this machine.
        </p>
      )}
      {count > 0 && !isAsking && (
        <button
          type="button"
          className="button"
          disabled={isBusy}
          title={isBusy ? 'Stop the run first' : undefined}
          onClick={() => setAsking(true)}
        >
          Delete all runs
        </button>
      )}
      {isAsking && (
        <p className="shelf-question">
          Delete {countOf(count, 'run')} with their results?{' '}
          <button
            type="button"
            className="button"
            onClick={() => {
              setAsking(false);
              onRemoveAll();
            }}
          >
            Delete
          </button>{' '}
          <button type="button" className="button" onClick={() => setAsking(false)}>
            Keep
          </button>
        </p>
      )}
    </footer>
  );
}
