import { type ReactNode, useState } from 'react';
import { PartMissing } from '../controls/PartMissing';
import { useLoading } from '../hooks/useLoaded';

const load = () => import('./ExportDialog').then(({ ExportDialog }) => ExportDialog);

interface ExportButtonProps {
  /** Title of the figure or table, printed above it. */
  readonly title: string;
  /** The figure or table, drawn again for each style and width. */
  readonly children: ReactNode;
}

/** Opens the dialog that exports a figure or table. The dialog is loaded when it is opened. */
export function ExportButton(props: ExportButtonProps) {
  const [open, setOpen] = useState(false);
  const { loaded: ExportDialog, hasFailed, retry } = useLoading(load, open);
  return (
    <>
      <button
        type="button"
        className="button"
        aria-label={`Export: ${props.title}`}
        onClick={() => {
          retry();
          setOpen(true);
        }}
      >
        Export
      </button>
      {open && hasFailed && <PartMissing onRetry={retry} />}
      {open && ExportDialog !== null && <ExportDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
