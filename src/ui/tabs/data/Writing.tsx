import { useEffect } from 'react';
import { t } from '../../../core/language/t';
import type { Thumbnails } from '../../../core/site/preview';
import { contextOf } from '../../controls/SampleView';
import { useExplorer } from '../../hooks/useExplorer';
import { scientific } from '../../text/format';

interface WritingProps {
  readonly thumbnails: Thumbnails;
  readonly index: number;
}

/** Lets the network write on after a sample's text: without faults, and in trials at the cursor. */
export function Writing({ thumbnails, index }: WritingProps) {
  const tryOwn = useExplorer((state) => state.tryOwn);
  const written = useExplorer((state) => state.ownReply?.written ?? null);
  const ber = useExplorer((state) => state.view.cursorBer);
  useEffect(() => tryOwn({ kind: 'text', text: contextOf(thumbnails, index) }), [tryOwn, thumbnails, index]);
  useEffect(() => () => tryOwn(null), [tryOwn]);
  const faultFree = written?.[0] ?? '';
  return (
    <>
      <h3>{t`Let it write`}</h3>
      <p className="note">
        {t`The network appends its most likely character and reads on, with the faults of each trial in all steps.`}
      </p>
      {written === null ? (
        <p className="note">{t`The network is writing.`}</p>
      ) : (
        <ol className="plain written">
          {written.map((text, place) => {
            const same = sharedStart(text, faultFree);
            const when =
              place === 0
                ? t`Without faults`
                : t`At ${ber === 0 ? '0' : scientific(ber)}, trial ${place - 1}`;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a trial is its place
              <li key={place}>
                <span className="muted tabular">{when}</span>
                <span className="context">
                  {text.slice(0, same)}
                  {same < text.length && <mark>{text.slice(same)}</mark>}
                </span>
              </li>
            );
          })}
        </ol>
      )}
    </>
  );
}

/** Returns the number of characters with which two texts begin alike. */
function sharedStart(text: string, other: string): number {
  const length = [...text].findIndex((character, place) => character !== other[place]);
  return length < 0 ? text.length : length;
}
