import { useRef, useState } from 'react';
import { PartMissing } from '../controls/PartMissing';
import { useLoading } from '../hooks/useLoaded';

const loadDrawer = () => import('./ShelfDrawer').then(({ ShelfDrawer }) => ShelfDrawer);

/** Opens the runs that this browser keeps. Their drawer is loaded when it is opened. */
export function ShelfButton() {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { loaded: Drawer, hasFailed, retry } = useLoading(loadDrawer, open);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        Runs
      </button>
      {open && Drawer !== null && <Drawer onClose={close} />}
      {open && hasFailed && <PartMissing onRetry={retry} />}
    </>
  );
}
