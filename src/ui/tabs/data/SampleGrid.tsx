import { type KeyboardEvent, memo } from 'react';
import { t } from '../../../core/language/t';
import type { DataKind } from '../../../core/network/model';
import { samplesWord } from '../../../core/network/sampleNoun';
import type { PreviewImage } from '../../../core/site/preview';
import type { LoadedData } from '../../../store/state';
import { SampleView } from '../../controls/SampleView';
import { answerName } from '../../overflow';
import { sampleName } from '../../text/sampleName';
import { verdictOf } from '../../verdict';
import { galleryKind } from '../explore/GalleryPanel';

interface SampleGridProps {
  readonly images: readonly PreviewImage[];
  readonly data: LoadedData;
  readonly kind: DataKind;
  /** Index of the sample whose details are shown. */
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}

/** Grid of samples. It has one tab stop; the arrow keys move inside it. */
export function SampleGrid({ images, data, kind, chosen, onChoose }: SampleGridProps) {
  const holder = images.some(({ index }) => index === chosen) ? chosen : images[0]!.index;
  return (
    <div
      className={`samples ${galleryKind(data, kind)}`}
      role="listbox"
      aria-label={t`First ${samplesWord(kind)} of the test set`}
      onKeyDown={moveFocus}
    >
      {images.map((image) => (
        <Sample
          key={image.index}
          {...image}
          data={data}
          kind={kind}
          isChosen={image.index === chosen}
          isStop={image.index === holder}
          onChoose={onChoose}
        />
      ))}
    </div>
  );
}

interface SampleProps extends PreviewImage {
  readonly data: LoadedData;
  readonly kind: DataKind;
  readonly isChosen: boolean;
  readonly isStop: boolean;
  readonly onChoose: (index: number) => void;
}

const Sample = memo(
  function Sample({ data, kind, isChosen, isStop, onChoose, ...image }: SampleProps) {
    const { index, label, after } = image;
    const verdict = verdictOf(image);
    const name = (of: number | null) => answerName(of, data.classNames);
    return (
      <button
        type="button"
        role="option"
        aria-selected={isChosen}
        aria-label={`${sampleName(kind, index, name(label))}, ${
          after === label
            ? t`right`
            : after === null
              ? verdict.text
              : t`classified as ${name(after)}: ${verdict.text}`
        }`}
        tabIndex={isStop ? 0 : -1}
        className={`sample sample-${verdict.kind}`}
        onClick={() => onChoose(index)}
        onFocus={() => onChoose(index)}
      >
        <SampleView kind={kind} thumbnails={data.thumbnails} index={index} isSound={data.sounds.length > 0} />
        <span className="sample-text tabular" aria-hidden="true">
          <span>{name(label)}</span>
          {verdict.kind !== 'kept' && (
            <span className="sample-said">
              {verdict.glyph} {after === label ? '' : name(after)}
            </span>
          )}
        </span>
      </button>
    );
  },
  // Confidence changes with every rate and is not shown here.
  (before, next) =>
    (['index', 'label', 'before', 'after', 'data', 'isChosen', 'isStop'] as const).every(
      (key) => before[key] === next[key],
    ),
);

/** Moves the focus with the arrow keys by position, and with Home and End to the ends. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const samples = [...event.currentTarget.children] as HTMLElement[];
  const at = samples.indexOf(document.activeElement as HTMLElement);
  const perRow = samples.filter(({ offsetTop }) => offsetTop === samples[0]!.offsetTop).length;
  const wanted = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    ArrowDown: at + perRow,
    ArrowUp: at - perRow,
    Home: 0,
    End: samples.length - 1,
  }[event.key];
  if (at < 0 || wanted === undefined) return;
  event.preventDefault();
  samples[wanted]?.focus();
}
