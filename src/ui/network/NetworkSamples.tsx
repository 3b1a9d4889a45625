import { t } from '../../core/language/t';
import { samplesText } from '../../core/network/sampleNoun';
import { dataTitle } from '../../experiment/settings/dataId';
import { grouped } from '../../experiment/text/numberWords';
import type { OwnNetwork } from '../../store/state';
import { FilePicker } from '../controls/FilePicker';
import { NoticeBox } from '../controls/NoticeBox';
import { useExplorer } from '../hooks/useExplorer';
import { PreprocessingField } from './PreprocessingField';

/** Asks for the samples of a network, and shows those in use with their preprocessing. */
export function NetworkSamples({ network }: { readonly network: OwnNetwork }) {
  const isRunning = useExplorer((state) => state.spec.model === network.description.id);
  const notice = useExplorer(({ notices }) => notices.find(({ id }) => id === 'files' || id === 'run'));
  const { samples } = network;
  return (
    <section className="stack" aria-label={t`Samples`}>
      {notice !== undefined && notice.tone !== 'info' && (
        <NoticeBox tone={notice.tone}>
          <p>{notice.text}</p>
        </NoticeBox>
      )}
      {samples === null ? (
        <p>{t`The file holds no samples. Open samples of the kind that this network was trained on: its curve then appears.`}</p>
      ) : (
        <>
          <p>{t`Samples in use: ${dataTitle(samples.data, 'own')}, ${samplesText(samples.numSamples, grouped(samples.numSamples), 'own')}`}</p>
          <ul className="note">
            {samples.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
          {isRunning && <PreprocessingField />}
        </>
      )}
      <FilePicker kind="own" />
    </section>
  );
}
