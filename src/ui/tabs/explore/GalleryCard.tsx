import { memo } from 'react';
import type { PreviewImage } from '../../../core/site/preview';
import { capitalized } from '../../../experiment/text/capitalized';
import { wholePercent } from '../../../experiment/text/percentWords';
import type { LoadedData } from '../../../store/state';
import { PlayButton } from '../../controls/PlayButton';
import { Thumbnail } from '../../controls/Thumbnail';
import { answerName } from '../../overflow';
import { verdictOf } from '../../verdict';

interface GalleryCardProps {
  readonly image: PreviewImage;
  readonly data: LoadedData;
  /** Word for one sample, such as `image`. */
  readonly noun: string;
}

/** Card of one sample with its predictions and confidences without and with faults. */
export const GalleryCard = memo(function GalleryCard({ image, data, noun }: GalleryCardProps) {
  const verdict = verdictOf(image);
  const { classNames, sounds, thumbnails } = data;
  const sound = sounds[image.index];
  const name = `${noun} ${image.index}, a ${classNames[image.label]}`;
  return (
    <li className={`card card-${verdict.kind}`}>
      <div className="card-picture">
        <Thumbnail
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
          <span className="sr-only"> became </span>
          {answerName(image.after, classNames)}
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
        confidence {wholePercent(image.beforeConfidence)} before, {wholePercent(image.afterConfidence)} after
      </span>
    </li>
  );
});
