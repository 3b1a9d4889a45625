import { useEffect } from 'react';

interface PartMissingProps {
  /** Asks once more for what could not be loaded. */
  readonly onRetry: () => void;
}

/** Stands in the place of a part of the page that could not be loaded, and asks for it when the network is back. */
export function PartMissing({ onRetry }: PartMissingProps) {
  useEffect(() => {
    window.addEventListener('online', onRetry);
    return () => window.removeEventListener('online', onRetry);
  }, [onRetry]);
  return (
    <div className="empty tab-empty" role="status">
      <p>
        This part of the page could not be loaded: is the page offline? It loads again when the network is
        back or when you open it again. If that does not help, reload the page. Results are kept.
      </p>
      <button type="button" className="button" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}
