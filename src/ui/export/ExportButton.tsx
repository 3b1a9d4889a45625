import { type ReactNode, useEffect, useRef, useState } from 'react';
import { t } from '../../core/language/t';
import { PartMissing } from '../controls/PartMissing';
import { useLoading } from '../hooks/useLoaded';
import { type ExportedPart, partAround, titleAround } from './exportedPart';

const load = () => import('./ExportDialog').then(({ ExportDialog }) => ExportDialog);

interface ExportButtonProps {
  /** Title of the figure. Left out: the heading of the section that holds the button. */
  readonly title?: string;
  /** A figure that is drawn anew at each width. Left out: the section is copied as it stands. */
  readonly children?: ReactNode;
}

/** Opens the dialog that exports a figure or table. The dialog is loaded when it is opened. */
export function ExportButton({ title, children }: ExportButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [name, setName] = useState(title);
  // A heading may change with the settings.
  useEffect(() => setName(title ?? titleAround(button.current!)));
  const [part, setPart] = useState<ExportedPart | null>(null);
  const { loaded: ExportDialog, hasFailed, retry } = useLoading(load, part !== null);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="button export-button"
        aria-label={name === undefined ? undefined : t`Export: ${name}`}
        onClick={(event) => {
          retry();
          setPart(partAround(event.currentTarget, title, children));
        }}
      >
        {t`Export`}
      </button>
      {part !== null && hasFailed && <PartMissing onRetry={retry} />}
      {part !== null && ExportDialog !== null && <ExportDialog part={part} onClose={() => setPart(null)} />}
    </>
  );
}
