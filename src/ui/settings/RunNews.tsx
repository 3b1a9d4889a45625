import { useEffect, useState } from 'react';
import { t } from '../../core/language/t';
import { hearsDone, setHearsDone } from '../doneSound';
import { useExplorerStore } from '../hooks/useExplorer';
import { playDone } from '../playDone';
import { runTitle } from './runTitle';

/**
 * Shows the progress of a run in the title of the page, and offers a sound at its end. With the
 * sound a run goes on while the page is hidden.
 */
export function RunNews() {
  const store = useExplorerStore();
  const [isOn, setOn] = useState(hearsDone);
  useEffect(() => {
    const title = document.title;
    const stop = store.subscribe(({ progress }, { progress: before }) => {
      if (progress === before) return;
      const isDone = progress !== null && !progress.running && progress.done >= progress.total;
      if (isDone && before?.running === true) {
        if (hearsDone()) playDone();
        document.title = document.hidden ? t`Done · ${title}` : title;
      } else document.title = runTitle(progress, title);
    });
    const seen = () => {
      if (!document.hidden) document.title = runTitle(store.getState().progress, title);
    };
    document.addEventListener('visibilitychange', seen);
    return () => {
      stop();
      document.removeEventListener('visibilitychange', seen);
      document.title = title;
    };
  }, [store]);
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) => {
          setOn(event.target.checked);
          setHearsDone(event.target.checked);
          if (event.target.checked) playDone();
        }}
      />
      {t`Sound when a run is done; runs go on while the page is hidden`}
    </label>
  );
}
