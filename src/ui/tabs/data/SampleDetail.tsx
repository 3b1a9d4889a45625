import { t } from '../../../core/language/t';
import type { DataKind } from '../../../core/network/model';
import type { Preview, PreviewImage } from '../../../core/site/preview';
import { capitalized } from '../../../experiment/text/capitalized';
import { wholePercent } from '../../../experiment/text/percentWords';
import type { LoadedData } from '../../../store/state';
import { PlayButton } from '../../controls/PlayButton';
import { SampleView } from '../../controls/SampleView';
import { Thumbnail } from '../../controls/Thumbnail';
import { ExportButton } from '../../export/ExportButton';
import { answerName } from '../../overflow';
import { SOUND_RATE } from '../../playSound';
import { scientific } from '../../text/format';
import { sampleName } from '../../text/sampleName';
import { verdictOf } from '../../verdict';
import { Writing } from './Writing';

interface SampleDetailProps {
  readonly image: PreviewImage;
  readonly preview: Preview;
  readonly data: LoadedData;
  readonly kind: DataKind;
}

/** Panel of one sample: its enlarged picture or its spectrogram, and the answers of the network. */
export function SampleDetail({ image, preview, data, kind }: SampleDetailProps) {
  const { index, label, before, after, beforeConfidence, afterConfidence } = image;
  const sound = data.sounds[index];
  const name = (of: number | null) => answerName(of, data.classNames);
  const called = sampleName(kind, index, name(label));
  const verdict = verdictOf(image);
  return (
    <section className="panel sample-detail" aria-labelledby="sample-title">
      <div className="panel-head">
        <h2 id="sample-title">{capitalized(called)}</h2>
        {sound !== undefined && <PlayButton sound={sound} name={called} />}
        <ExportButton />
      </div>
      {sound === undefined ? (
        <SampleView
          kind={kind}
          thumbnails={data.thumbnails}
          index={index}
          isSound={false}
          label={t`${called}, enlarged`}
        />
      ) : (
        <Spectrogram data={data} index={index} seconds={sound.length / SOUND_RATE} label={called} />
      )}
      <table className="data-table said tabular">
        <caption className="sr-only">{t`Answers of the network`}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{t`Answer`}</th>
            <th scope="col">{t`Confidence`}</th>
          </tr>
        </thead>
        <tbody>
          <Answer
            when={t`Without faults`}
            answer={name(before)}
            share={before === null ? null : beforeConfidence}
            isRight={before === label}
          />
          <Answer
            when={preview.ber === 0 ? t`At rate 0` : t`At ${scientific(preview.ber)}`}
            answer={name(after)}
            share={after === null ? null : afterConfidence}
            isRight={after === label}
          />
        </tbody>
      </table>
      <p className="note">
        {verdict.glyph} {t`${capitalized(verdict.text)}, trial ${preview.trial}.`}
      </p>
      {kind === 'text' && <Writing thumbnails={data.thumbnails} index={index} />}
    </section>
  );
}

interface AnswerProps {
  readonly when: string;
  readonly answer: string;
  /** Confidence in [0, 1]; null if there is no answer. */
  readonly share: number | null;
  readonly isRight: boolean;
}

function Answer({ when, answer, share, isRight }: AnswerProps) {
  return (
    <tr>
      <th scope="row">{when}</th>
      <td>
        {answer}
        {!isRight && (
          <span className="said-wrong">
            <span aria-hidden="true"> ✕</span>
            <span className="sr-only">, {t`wrong`}</span>
          </span>
        )}
      </td>
      <td>
        <svg className="said-bar" aria-hidden="true">
          <rect
            className={isRight ? 'confidence-before' : 'confidence-after'}
            width={wholePercent(share ?? 0)}
          />
        </svg>
        {share === null ? '–' : wholePercent(share).replace('%', '\u00a0%')}
      </td>
    </tr>
  );
}

interface SpectrogramProps {
  readonly data: LoadedData;
  readonly index: number;
  readonly seconds: number;
  readonly label: string;
}

/** Spectrogram of a recording: 0 to 4 kHz over its duration, with a range of 60 dB. */
function Spectrogram({ data, index, seconds, label }: SpectrogramProps) {
  return (
    <figure className="spectrogram">
      <div className="spectrogram-up muted tabular" aria-hidden="true">
        <span>{t`4 kHz`}</span>
        <span>2</span>
        <span>0</span>
      </div>
      <Thumbnail
        thumbnails={data.thumbnails}
        index={index}
        isSound
        label={t`Spectrogram of ${label}: ${seconds.toFixed(2)} seconds, 0 to 4 kHz`}
      />
      <div className="spectrogram-along muted tabular" aria-hidden="true">
        <span>0</span>
        <span>{(seconds / 2).toFixed(2)}</span>
        <span>{seconds.toFixed(2)} s</span>
      </div>
    </figure>
  );
}
