import { useLayoutEffect, useRef } from 'react';
import { t } from '../../core/language/t';
import { shownName } from '../../experiment/documents/storedRun';
import { capitalized } from '../../experiment/text/capitalized';
import { grouped } from '../../experiment/text/numberWords';
import { selectDrawnRun, selectNoun } from '../../store/selectors/selectors';
import { useExplorer } from '../hooks/useExplorer';
import { drawWords } from '../text/drawWords';

/** A number and the id of the text about it. */
export interface SourceTipProps {
  readonly id: string;
  readonly source: 'live' | 'stored';
  readonly trials: number;
}

/** States how a number of the own experiment was measured: where, with which draws and samples. */
export function SourceTip({ id, source, trials }: SourceTipProps) {
  const own = useExplorer((state) => state.spec);
  const run = useExplorer(selectDrawnRun);
  const noun = useExplorer(selectNoun);
  const setSize = useExplorer((state) => state.data?.numSamples ?? null);
  const device = useExplorer(({ engine }) => (engine.kind === 'ready' ? engine.report.adapter : null));
  const tip = useRef<HTMLSpanElement>(null);
  // Beside the number, but outside the boxes that clip it.
  useLayoutEffect(() => {
    const { left, bottom } = tip.current!.parentElement!.getBoundingClientRect();
    const { style, offsetWidth } = tip.current!;
    style.top = `${bottom + 4}px`;
    style.left = `${Math.max(8, Math.min(left, window.innerWidth - offsetWidth - 8))}px`;
  }, []);
  const isStored = source === 'stored' && run !== null;
  const spec = isStored ? run.spec : own;
  const words = drawWords(spec, spec.structures, noun, setSize);
  const where = isStored
    ? `${capitalized(shownName(run))}: ${run.environment}`
    : device === null
      ? t`Measured live on this device`
      : t`Measured live on this device (${device})`;
  return (
    <span ref={tip} role="tooltip" id={id} className="source-tip">
      {where}.{' '}
      {trials === 1
        ? t`${trials} trial at each rate; ${words}.`
        : t`${grouped(trials)} trials at each rate; ${words}.`}
    </span>
  );
}
