import { useEffect, useState } from 'react';
import { deleteKept, type KeptSizes, sizesOfKept } from './keptHere';

/**
 * Says what this browser keeps of the page and deletes it when the reader says so. A link alone
 * deletes nothing, since anybody can send one.
 */
export function ResetPage() {
  const [sizes, setSizes] = useState<KeptSizes | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    void sizesOfKept().then(setSizes);
  }, []);
  const remove = async (part: 'settings' | 'all') => {
    try {
      await deleteKept(part);
      setSaid(part === 'all' ? 'Everything is deleted.' : 'The preferences are deleted.');
    } catch (error) {
      setSaid(error instanceof Error ? error.message : String(error));
    }
    setSizes(await sizesOfKept());
  };
  return (
    <main className="crash">
      <h1>Start again</h1>
      <p>The page opens with its first experiment. What this browser keeps stays, unless you delete it.</p>
      <a className="button button-primary" href="#/x">
        Open the page
      </a>
      <h2>Kept in this browser</h2>
      <p className="tabular">
        {sizes === null
          ? 'Looking.'
          : `${sizes.settings} preferences, such as the theme. Runs, imported files and the page itself take about ${sizes.megabytes} MB.`}
      </p>
      <button type="button" className="button" onClick={() => void remove('settings')}>
        Delete the preferences
      </button>
      <button type="button" className="button" onClick={() => void remove('all')}>
        Delete everything: preferences, all runs and the page that opens offline
      </button>
      <p role="status">{said}</p>
    </main>
  );
}
