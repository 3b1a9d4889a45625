import { memo, useEffect, useRef } from 'react';
import type { PreviewImage, Thumbnails } from '../../core/preview';
import type { LoadedData } from '../../store/state';

interface GalleryCardProps {
  readonly image: PreviewImage;
  readonly data: LoadedData;
}

/** One picture, its prediction without and with faults, and how sure the network was each time. */
export const GalleryCard = memo(function GalleryCard({ image, data }: GalleryCardProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context) context.putImageData(imageOf(data.thumbnails, image.index), 0, 0);
  }, [data, image.index]);
  const verdict = verdictOf(image);
  return (
    <li className={`card card-${verdict.kind}`}>
      <canvas
        ref={canvas}
        width={data.thumbnails.columns}
        height={data.thumbnails.rows}
        role="img"
        aria-label={`Image ${image.index}, a ${data.classNames[image.label]}`}
      />
      <p className="card-text tabular">
        {data.classNames[image.before]}
        <span aria-hidden="true"> → </span>
        <span className="sr-only"> became </span>
        {data.classNames[image.after]}
        <span className="card-glyph" title={verdict.text}>
          <span aria-hidden="true">{verdict.glyph}</span>
          <span className="sr-only">, {verdict.text}</span>
        </span>
      </p>
      <svg className="confidence" aria-hidden="true">
        <rect className="confidence-before" width={percentWidth(image.beforeConfidence)} height="3" y="0" />
        <rect className="confidence-after" width={percentWidth(image.afterConfidence)} height="3" y="5" />
      </svg>
      <span className="sr-only">
        confidence {percentWidth(image.beforeConfidence)} before, {percentWidth(image.afterConfidence)} after
      </span>
    </li>
  );
});

/** What the change did: broke a right answer, mended a wrong one, or moved between wrong ones. */
function verdictOf({ label, before, after }: PreviewImage) {
  if (after === label) return { kind: 'mended', glyph: '↩', text: 'right by chance' } as const;
  if (before === label) return { kind: 'broken', glyph: '✕', text: 'now wrong' } as const;
  return { kind: 'moved', glyph: '≠', text: 'wrong before and after' } as const;
}

function percentWidth(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** A thumbnail in its own colours; of one channel dark ink on white, as digits are written. */
export function imageOf({ rows, columns, channels, pixels }: Thumbnails, index: number): ImageData {
  const picture = new ImageData(columns, rows);
  const start = index * rows * columns * channels;
  for (let pixel = 0; pixel < rows * columns; pixel++) {
    const [red = 0, green = red, blue = red] = pixels.subarray(
      start + pixel * channels,
      start + (pixel + 1) * channels,
    );
    const ink = channels === 1 ? 255 : 0;
    picture.data.set([Math.abs(ink - red), Math.abs(ink - green), Math.abs(ink - blue), 255], pixel * 4);
  }
  return picture;
}
