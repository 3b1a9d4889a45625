import { type PointerEvent, useEffect, useMemo, useState } from 'react';
import { t } from '../../../core/language/t';
import { selectModel } from '../../../store/selectors/selectors';
import { NumberInput } from '../../controls/NumberInput';
import { Thumbnail } from '../../controls/Thumbnail';
import { useExplorer } from '../../hooks/useExplorer';
import { OwnAnswers } from './OwnAnswers';
import { DIGIT_SIZE, rasterizeStrokes, type Stroke } from './rasterizeStrokes';

/** Side of the drawing area in its own unit. */
const SIDE = 140;

/** Panel of a digit that a reader draws, if the chosen network reads digits. */
export function DigitLab() {
  const isDigits = useExplorer((state) => selectModel(state).dataKind === 'digits');
  const chooseModel = useExplorer((state) => state.chooseModel);
  if (isDigits) return <DigitPad />;
  return (
    <section className="panel" aria-labelledby="digit-title">
      <h2 id="digit-title">{t`Draw a digit`}</h2>
      <p>{t`The chosen network does not read digits.`}</p>
      <button type="button" className="button" onClick={() => chooseModel('lenet-fc')}>
        {t`Take LeNetFC`}
      </button>
    </section>
  );
}

/**
 * Panel where a reader draws a digit, or takes a stored one, and sees what a network with wrong
 * bits answers.
 */
function DigitPad() {
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  /** Index of a stored digit; null for the reader's own. */
  const [stored, setStored] = useState<number | null>(null);
  const thumbnails = useExplorer((state) => state.data?.thumbnails ?? null);
  const tryOwn = useExplorer((state) => state.tryOwn);
  const pixels = useMemo(() => {
    if (stored === null) return strokes.length === 0 ? null : rasterizeStrokes(strokes);
    const size = DIGIT_SIZE * DIGIT_SIZE;
    return thumbnails?.pixels.slice(stored * size, (stored + 1) * size) ?? null;
  }, [strokes, stored, thumbnails]);
  useEffect(() => tryOwn(pixels === null ? null : { kind: 'picture', pixels }), [tryOwn, pixels]);
  useEffect(() => () => tryOwn(null), [tryOwn]);
  return (
    <section className="panel digit-lab" aria-labelledby="digit-title">
      <h2 id="digit-title">{t`Draw a digit, and let a network with wrong bits read it`}</h2>
      <div className="digit-parts">
        <div className="digit-part">
          <DrawingArea
            strokes={stored === null ? strokes : []}
            onChange={(next) => {
              setStored(null);
              setStrokes(next);
            }}
          />
          <div className="row">
            <button
              type="button"
              className="button"
              disabled={strokes.length === 0 && stored === null}
              onClick={() => {
                setStrokes([]);
                setStored(null);
              }}
            >
              {t`Clear`}
            </button>
            {thumbnails !== null && (
              <NumberInput
                label={t`Or take a stored digit, number`}
                value={stored ?? 0}
                min={0}
                max={thumbnails.pixels.length / DIGIT_SIZE ** 2 - 1}
                onCommit={setStored}
              />
            )}
          </div>
        </div>
        <div className="digit-part">
          <p className="note">{t`What the network sees: 28 × 28 pixels, scaled and centred as its test set.`}</p>
          {pixels === null ? (
            <p className="empty digit-empty">{t`Nothing yet`}</p>
          ) : (
            <Thumbnail
              thumbnails={{ rows: DIGIT_SIZE, columns: DIGIT_SIZE, channels: 1, pixels }}
              index={0}
              isSound={false}
              label={t`The picture that the network sees`}
            />
          )}
        </div>
        <OwnAnswers isAsked={pixels !== null} />
      </div>
    </section>
  );
}

interface DrawingAreaProps {
  readonly strokes: readonly Stroke[];
  readonly onChange: (strokes: readonly Stroke[]) => void;
}

/** Takes strokes of the pointer. The keyboard takes a stored digit beside it. */
function DrawingArea({ strokes, onChange }: DrawingAreaProps) {
  const pointOf = (event: PointerEvent<SVGSVGElement>): readonly [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    const place = (at: number, start: number, length: number) => Math.round(((at - start) / length) * SIDE);
    return [place(event.clientX, box.left, box.width), place(event.clientY, box.top, box.height)];
  };
  return (
    <svg
      className="digit-area"
      viewBox={`0 0 ${SIDE} ${SIDE}`}
      role="img"
      aria-label={t`Area to draw a digit with the pointer. With the keyboard, take a stored digit.`}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        onChange([...strokes, [pointOf(event)]]);
      }}
      onPointerMove={(event) => {
        if (event.buttons === 0 || strokes.length === 0) return;
        onChange([...strokes.slice(0, -1), [...strokes.at(-1)!, pointOf(event)]]);
      }}
    >
      {strokes.length === 0 && (
        <text className="tick" x={SIDE / 2} y={SIDE / 2} textAnchor="middle">
          {t`draw here`}
        </text>
      )}
      {strokes.map((stroke, index) => (
        <path
          // biome-ignore lint/suspicious/noArrayIndexKey: a stroke is its place
          key={index}
          className="digit-stroke"
          d={`M${stroke.map(([x, y]) => `${x},${y}`).join('L')}${stroke.length === 1 ? 'h0.1' : ''}`}
        />
      ))}
    </svg>
  );
}
