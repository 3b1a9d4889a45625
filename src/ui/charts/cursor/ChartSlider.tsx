import type { ComponentProps, PointerEvent } from 'react';

interface ChartSliderProps extends Omit<ComponentProps<'div'>, 'role' | 'tabIndex' | 'onKeyDown'> {
  /** Name of the slider for screen readers. */
  readonly label: string;
  /** Lowest, highest and current value. */
  readonly from: number;
  readonly to: number;
  readonly at: number;
  /** Datum under the cursor, as it is read aloud. */
  readonly spoken: string;
  /** Acts on a key. Returns false for a key that the chart does not use; the page keeps it. */
  readonly onKey: (key: string, shift: boolean) => boolean;
}

/** Makes a chart one tab stop: its keys move a cursor along the data and read each datum aloud. */
export function ChartSlider({ label, from, to, at, spoken, onKey, ...rest }: ChartSliderProps) {
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={from}
      aria-valuemax={to}
      aria-valuenow={at}
      aria-valuetext={spoken}
      onKeyDown={(event) => {
        if (onKey(event.key, event.shiftKey)) event.preventDefault();
      }}
      {...rest}
    />
  );
}

/**
 * Returns handlers for an area of a slider that is drawn `width` pixels wide: a press moves the
 * focus to the slider, and press and drag report positions in pixels of the drawing.
 */
export function dragOver(
  width: number,
  onMove: (x: number, y: number, isPress: boolean) => void,
  onEnd?: () => void,
) {
  const isDragged = ({ currentTarget, pointerId }: PointerEvent) =>
    currentTarget.hasPointerCapture(pointerId);
  const follow = ({ currentTarget, clientX, clientY }: PointerEvent, isPress: boolean) => {
    const box = currentTarget.closest('[role=slider]')!.getBoundingClientRect();
    const scale = width / box.width;
    onMove((clientX - box.left) * scale, (clientY - box.top) * scale, isPress);
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      event.currentTarget.closest<HTMLElement>('[role=slider]')!.focus({ preventScroll: true });
      follow(event, true);
    },
    onPointerMove: (event: PointerEvent) => {
      if (isDragged(event)) follow(event, false);
    },
    onPointerUp: (event: PointerEvent) => {
      if (isDragged(event)) onEnd?.();
    },
  };
}
