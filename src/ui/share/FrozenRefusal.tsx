import { t } from '../../core/language/t';
import { imagesPerClass } from '../../experiment/classes/classTrials';
import { makeBundle } from '../../experiment/documents/bundle';
import { grouped } from '../../experiment/text/numberWords';
import { selectOwn } from '../../store/selectors/measured';
import { saveFile } from '../export/saveFile';
import { useExplorerStore } from '../hooks/useExplorer';

/** Longest frozen link in characters. Chats and mail programs cut longer ones. */
export const MOST_FROZEN_CHARS = 2_000;

/** Refuses a frozen link of `length` characters and offers the results as a file in its place. */
export function FrozenRefusal({ length, link }: { readonly length: number; readonly link: string }) {
  const store = useExplorerStore();
  const save = () => {
    const { spec, engine, data } = store.getState();
    const { baseline, results } = selectOwn(store.getState());
    if (baseline === null) return;
    const measurement = { spec, baseline, results };
    const text = makeBundle([{ label: t`This run`, source: 'live', measurement }], {
      link,
      device: engine.kind === 'ready' ? { ...engine.report } : {},
      date: new Date(),
      imagesPerClass:
        data === null ? [] : imagesPerClass(data.labels, data.classNames.length, spec.numSamples),
    });
    saveFile('ares-explorer.json', text, 'application/json');
  };
  return (
    <>
      <p role="status">
        {t`With its results the link would have ${grouped(length)} characters: expected at most ${grouped(MOST_FROZEN_CHARS)}, because mail and chats cut longer ones. Fewer trials or rates fit.`}
      </p>
      <button type="button" className="button" onClick={save}>
        {t`Save the results as a file`}
      </button>
      <p className="muted">{t`The file opens by dropping it on this page.`}</p>
    </>
  );
}
