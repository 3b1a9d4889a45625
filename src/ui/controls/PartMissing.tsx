import { useEffect } from 'react';
import { t } from '../../core/language/t';

interface PartMissingProps {
  /** Loads the missing part again. */
  readonly onRetry: () => void;
}

/**
 * Replaces a part of the page that could not be loaded. Loads it again when the browser is back
 * online.
 */
export function PartMissing({ onRetry }: PartMissingProps) {
  useEffect(() => {
    window.addEventListener('online', onRetry);
    return () => window.removeEventListener('online', onRetry);
  }, [onRetry]);
  return (
    <div className="empty tab-empty" role="status">
      <p>
        {t`This part of the page could not be loaded: is the page offline? It loads again when the network is
          back or when you open it again. If that does not help, reload the page. Results are kept.`}
      </p>
      <button type="button" className="button" onClick={onRetry}>
        {t`Try again`}
      </button>
    </div>
  );
}
