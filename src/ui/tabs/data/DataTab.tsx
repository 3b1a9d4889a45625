import { useState } from 'react';
import { t } from '../../../core/language/t';
import type { DataKind } from '../../../core/network/model';
import { type SampleNoun, samplesText, samplesWord } from '../../../core/network/sampleNoun';
import { isClassifier } from '../../../core/samples/measure';
import type { Preview, PreviewImage } from '../../../core/site/preview';
import { capitalized } from '../../../experiment/text/capitalized';
import { grouped } from '../../../experiment/text/numberWords';
import { selectActivity } from '../../../store/selectors/selectActivity';
import { selectModel, selectNoun } from '../../../store/selectors/selectors';
import type { LoadedData } from '../../../store/state';
import { Segmented } from '../../controls/Segmented';
import { ExportButton } from '../../export/ExportButton';
import { useExplorer } from '../../hooks/useExplorer';
import { scientific } from '../../text/format';
import { noSamplesYet } from '../../text/noSamplesYet';
import { verdictLegend } from '../../verdict';
import '../../styles/tabs.css';
import { ClassTable } from '../classes/ClassTable';
import { Confusion } from './Confusion';
import { PropagationPanel } from './PropagationPanel';
import { SampleDetail } from './SampleDetail';
import { SampleGrid } from './SampleGrid';

/**
 * Tab about the test set: samples per class, the first samples, and the answers of the network for
 * them without and with faults.
 */
export function DataTab() {
  const data = useExplorer((state) => state.data);
  const preview = useExplorer((state) => state.preview);
  const noun = useExplorer(selectNoun);
  const kind = useExplorer(selectModel).dataKind;
  const activity = useExplorer(selectActivity);
  const { numClasses } = useExplorer(selectModel);
  if (!isClassifier(numClasses))
    return (
      <p className="empty tab-empty">
        {t`The outputs of this network are no scores of classes: there are no answers to show.`}
      </p>
    );
  if (data === null) return <p className="empty tab-empty">{noSamplesYet(activity, noun)}</p>;
  return <Samples key={data.title} data={data} preview={preview} noun={noun} kind={kind} />;
}

const NO_IMAGES: readonly PreviewImage[] = [];

function conditionOf({ ber, trial }: Preview): string {
  return ber === 0 ? t`no faults` : t`rate ${scientific(ber)}, trial ${trial}`;
}

const FILTERS = {
  all: () => true,
  changed: ({ before, after }: PreviewImage) => before !== after,
  wrong: ({ label, after }: PreviewImage) => label !== after,
};

interface SamplesProps {
  readonly data: LoadedData;
  /** Null until the network has classified the first samples. */
  readonly preview: Preview | null;
  readonly noun: SampleNoun;
  readonly kind: DataKind;
}

function Samples({ data, preview, noun, kind }: SamplesProps) {
  const activity = useExplorer(selectActivity);
  const [label, setLabel] = useState<number | null>(null);
  const [filter, setFilter] = useState<keyof typeof FILTERS>('all');
  const [chosen, setChosen] = useState(0);
  const counted = useExplorer((state) => state.spec.numSamples);
  const images = preview?.images ?? NO_IMAGES;
  const shown = images.filter((image) => (label === null || image.label === label) && FILTERS[filter](image));
  const image = images.find(({ index }) => index === chosen) ?? images[0];
  const setSize = data.classCounts.reduce((sum, count) => sum + count, 0);
  return (
    <div className="data-tab">
      <section className="panel samples-panel" aria-labelledby="samples-title">
        <div className="panel-head">
          <h2 id="samples-title">
            {label === null
              ? t`The first ${samplesWord(kind)}`
              : t`The first ${samplesWord(kind)} of class ${data.classNames[label] ?? label}`}
          </h2>
          <span className="muted tabular">
            {preview !== null && `${t`${shown.length} of ${images.length}`} · ${conditionOf(preview)}`}
          </span>
          <ExportButton />
        </div>
        <div className="row">
          <Segmented
            label={t`Which samples`}
            value={filter}
            options={[
              ['all', t`All`],
              ['wrong', t`Wrong`],
              ['changed', t`Changed by faults`],
            ]}
            onChange={setFilter}
          />
          {label !== null && (
            <button type="button" className="button" onClick={() => setLabel(null)}>
              {t`All classes`}
            </button>
          )}
          <span className="note" aria-hidden="true">
            {verdictLegend(shown)}
          </span>
        </div>
        {shown.length === 0 ? (
          <p className="empty tab-empty">
            {preview === null
              ? noSamplesYet(activity, noun)
              : t`None of these ${samplesWord(kind)} at this rate.`}
          </p>
        ) : (
          <SampleGrid
            images={shown}
            data={data}
            kind={kind}
            chosen={image?.index ?? 0}
            onChoose={setChosen}
          />
        )}
      </section>
      {image !== undefined && preview !== null && (
        <SampleDetail image={image} preview={preview} data={data} kind={kind} />
      )}
      {image !== undefined && (
        <PropagationPanel sample={image.index} classNames={data.classNames} kind={kind} />
      )}
      <section className="panel classes-panel" aria-labelledby="classes-title">
        <div className="panel-head">
          <h2 id="classes-title">{t`Classes`}</h2>
          <span className="muted tabular">
            {counted < setSize
              ? t`${grouped(counted)} counted of ${samplesText(setSize, grouped(setSize), kind)}`
              : samplesText(setSize, grouped(setSize), kind)}
          </span>
          <ExportButton />
        </div>
        <ClassTable data={data} kind={kind} chosen={label} onChoose={setLabel} />
      </section>
      <Confusion images={images} data={data} kind={kind} />
      <section className="panel origin-panel" aria-labelledby="origin-title">
        <h2 id="origin-title">{capitalized(data.title)}</h2>
        <p className="note">{t`Before the first layer: ${data.preprocessing}.`}</p>
        {[...data.notes, ...data.weightsNotes].map((note) => (
          <p key={note} className="note">
            {note}.
          </p>
        ))}
      </section>
    </div>
  );
}
