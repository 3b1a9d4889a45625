import { useEffect, useState } from 'react';
import { messageOf } from '../../core/errors';
import { t } from '../../core/language/t';
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
      setSaid(part === 'all' ? t`Everything is deleted.` : t`The preferences are deleted.`);
    } catch (error) {
      setSaid(messageOf(error));
    }
    setSizes(await sizesOfKept());
  };
  return (
    <main className="crash">
      <h1>{t`Start again`}</h1>
      <p>{t`The page opens with its first experiment. What this browser keeps stays, unless you delete it.`}</p>
      <a className="button button-primary" href="#/x">
        {t`Open the page`}
      </a>
      <h2>{t`Kept in this browser`}</h2>
      <p className="tabular">
        {sizes === null
          ? t`Looking.`
          : t`${sizes.settings} preferences, such as the theme. Runs, imported files and the page itself take about ${sizes.megabytes} MB.`}
      </p>
      <button type="button" className="button" onClick={() => void remove('settings')}>
        {t`Delete the preferences`}
      </button>
      <button type="button" className="button" onClick={() => void remove('all')}>
        {t`Delete everything: preferences, all runs and the page that opens offline`}
      </button>
      <p role="status">{said}</p>
    </main>
  );
}
