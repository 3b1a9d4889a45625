import { useState } from 'react';
import { t } from '../../../core/language/t';
import { selectPins } from '../../../store/selectors/selectPins';
import { useExplorer } from '../../hooks/useExplorer';
import type { ChartFrame } from '../frame/chartFrame';
import { rateFactor } from '../frame/rateAxis';
import { BerCursor, type CursorMark } from './BerCursor';
import { readCurve, selectReading } from './reading';

/**
 * Returns the values of the pinned runs at the cursor, without the run on screen: at its rate, or
 * on an axis by flips where each run flips as many bits.
 */
export function usePinnedMarks(): readonly CursorMark[] {
  const pins = useExplorer(selectPins);
  const spec = useExplorer((state) => state.spec);
  const { cursorBer, rateAxis } = useExplorer((state) => state.view);
  return pins.flatMap((pin): CursorMark[] => {
    if (pin.isOwn) return [];
    const ber = cursorBer / rateFactor({ spec, view: { rateAxis } }, pin.spec);
    const reading = readCurve(ber, pin.curve, pin.spec.bers, pin.origin, pin.baseline, 'live');
    return reading === null ? [] : [{ id: pin.key, label: t`pinned ${pin.name}`, ...reading }];
  });
}

/** Draws and speaks the cursor of the main figure with the values of the pinned runs. */
export function PinnedCursor({ frame }: { readonly frame: ChartFrame }) {
  const reading = useExplorer(selectReading);
  const pinned = usePinnedMarks();
  const [alone, setAlone] = useState<string | null>(null);
  const own = reading === null ? [] : [{ id: '', label: t`mean error`, ...reading }];
  return <BerCursor frame={frame} marks={[...own, ...pinned]} alone={alone} onAlone={setAlone} />;
}
