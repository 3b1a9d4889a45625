import {
  type FunctionComponent,
  type KeyboardEvent,
  lazy,
  type ReactNode,
  Suspense,
  useId,
  useState,
} from 'react';
import type { SourceTipProps } from './SourceTip';

interface SourcedProps {
  readonly source: 'live' | 'stored';
  /** Number of trials behind the number. */
  readonly trials: number;
  readonly children: ReactNode;
}

/** Left out if its script cannot be loaded. */
const SourceTip = lazy(async (): Promise<{ default: FunctionComponent<SourceTipProps> }> => {
  try {
    return { default: (await import('./SourceTip')).SourceTip };
  } catch {
    return { default: () => null };
  }
});

/**
 * Shows where a number of the own experiment comes from while the pointer or the focus is on it.
 * Escape hides it.
 */
export function Sourced({ source, trials, children }: SourcedProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return;
    event.stopPropagation();
    setOpen(false);
  };
  return (
    <span className="sourced" onPointerEnter={() => setOpen(true)} onPointerLeave={() => setOpen(false)}>
      <button
        type="button"
        className="sourced-number"
        aria-describedby={open ? id : undefined}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      >
        {children}
      </button>
      {open && (
        <Suspense>
          <SourceTip id={id} source={source} trials={trials} />
        </Suspense>
      )}
    </span>
  );
}
