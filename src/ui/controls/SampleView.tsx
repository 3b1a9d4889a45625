import type { DataKind } from '../../core/network/model';
import type { Thumbnails } from '../../core/site/preview';
import { Thumbnail } from './Thumbnail';

interface SampleViewProps {
  readonly kind: DataKind;
  readonly thumbnails: Thumbnails;
  readonly index: number;
  /** True for a spectrogram. */
  readonly isSound: boolean;
  /** Text for screen readers, which read a text itself. */
  readonly label?: string;
}

/** Shows one sample of the test set: its picture, or the text that the network continues. */
export function SampleView({ kind, ...picture }: SampleViewProps) {
  if (kind !== 'text') return <Thumbnail {...picture} />;
  return <span className="context">{contextOf(picture.thumbnails, picture.index)}</span>;
}

/** Returns the text of a sample. */
export function contextOf({ columns, pixels }: Thumbnails, index: number): string {
  return String.fromCharCode(...pixels.subarray(index * columns, (index + 1) * columns));
}
