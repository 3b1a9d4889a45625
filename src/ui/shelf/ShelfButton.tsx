import { useRef, useState } from 'react';
import { t } from '../../core/language/t';
import { Icon } from '../controls/Icon';
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
        className="button button-icon runs-button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon path="M8 2 1.5 5.5 8 9l6.5-3.5zM1.5 10 8 13.5l6.5-3.5" />
        <span>{t`Runs`}</span>
      </button>
      {open && Drawer !== null && <Drawer onClose={close} />}
      {open && hasFailed && <PartMissing onRetry={retry} />}
    </>
  );
}
