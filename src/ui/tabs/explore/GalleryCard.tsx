import { memo } from 'react';
import { t } from '../../../core/language/t';
import type { DataKind } from '../../../core/network/model';
import type { PreviewImage } from '../../../core/site/preview';
import { capitalized } from '../../../experiment/text/capitalized';
import { wholePercent } from '../../../experiment/text/percentWords';
import type { LoadedData } from '../../../store/state';
import { PlayButton } from '../../controls/PlayButton';
import { SampleView } from '../../controls/SampleView';
import { answerName } from '../../overflow';
import { sampleName } from '../../text/sampleName';
import { verdictOf } from '../../verdict';

interface GalleryCardProps {
  readonly image: PreviewImage;
  readonly data: LoadedData;
  readonly kind: DataKind;
}

/** Card of one sample with its predictions and confidences without and with faults. */
export const GalleryCard = memo(function GalleryCard({ image, data, kind }: GalleryCardProps) {
  const verdict = verdictOf(image);
  const { classNames, sounds, thumbnails } = data;
  const sound = sounds[image.index];
  const name = sampleName(kind, image.index, classNames[image.label]!);
  return (
    <li className={`card card-${verdict.kind}`}>
      <div className="card-picture">
        <SampleView
          kind={kind}
          thumbnails={thumbnails}
          index={image.index}
          isSound={sound !== undefined}
          label={capitalized(name)}
        />
        {sound !== undefined && <PlayButton sound={sound} name={name} />}
      </div>
      <p className="card-text tabular">
        <span>{answerName(image.before, classNames)}</span>
        <span>
          <span aria-hidden="true"> → </span>
          <span className="sr-only"> {t`became`} </span>
          {/* The glyph says it: the words would be wider than the card. */}
          {image.after === null ? (
            <span className="sr-only">{answerName(null, classNames)}</span>
          ) : (
            answerName(image.after, classNames)
          )}
          <span className="card-glyph" title={verdict.text}>
            <span aria-hidden="true">{verdict.glyph}</span>
            <span className="sr-only">, {verdict.text}</span>
          </span>
        </span>
      </p>
      <svg className="confidence" aria-hidden="true">
        <rect className="confidence-before" width={wholePercent(image.beforeConfidence)} height="3" y="0" />
        <rect className="confidence-after" width={wholePercent(image.afterConfidence)} height="3" y="5" />
      </svg>
      <span className="sr-only">
        {t`confidence ${wholePercent(image.beforeConfidence)} before, ${wholePercent(image.afterConfidence)} after`}
      </span>
    </li>
  );
});
