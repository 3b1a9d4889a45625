import type { ComponentProps } from 'react';
import { ChartSlider } from './ChartSlider';
import { stepByArrow } from './stepByArrow';

interface StepSliderProps extends Omit<ComponentProps<typeof ChartSlider>, 'from' | 'to' | 'at' | 'onKey'> {
  /** Number of data in the chart. */
  readonly length: number;
  /** Index of the datum under the cursor; -1 for none. */
  readonly at: number;
  readonly onStep: (index: number) => void;
}

/** Slider over a chart whose keys move along a list: its trials, layers, classes or rates. */
export function StepSlider({ length, at, onStep, ...rest }: StepSliderProps) {
  return (
    <ChartSlider
      from={Math.min(1, at + 1)}
      to={Math.max(1, length)}
      at={at + 1}
      onKey={(key) => {
        const next = stepByArrow(key, at, length);
        if (next !== undefined) onStep(next);
        return next !== undefined;
      }}
      {...rest}
    />
  );
}
