import { type ReactNode, useEffect, useRef, useState } from 'react';
import { t } from '../../core/language/t';

interface CopyTextProps {
  readonly label: string;
  readonly text: string;
  readonly rows: number;
  /** True to copy the text when the component appears. A reader who opens it asked for a copy. */
  readonly copyAtOnce?: boolean;
  readonly children?: ReactNode;
}

/**
 * Shows a text in full, in English or no language, with a copy button and the result of copying.
 * Without clipboard rights the text is selected instead.
 */
export function CopyText({ label, text, rows, copyAtOnce = false, children }: CopyTextProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [status, setStatus] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setStatus(t`Copied`);
    } catch {
      area.current?.select();
      setStatus(t`Selected: press Ctrl+C to copy`);
    }
  };
  const first = useRef(copy);
  useEffect(() => {
    if (copyAtOnce) void first.current();
  }, [copyAtOnce]);
  return (
    <div className="copy">
      <textarea
        ref={area}
        className="text copy-text"
        aria-label={label}
        lang="en"
        readOnly
        rows={rows}
        value={text}
      />
      <div className="row">
        <button type="button" className="button" onClick={copy}>
          {t`Copy`}
        </button>
        <span role="status">{status}</span>
        {children}
      </div>
    </div>
  );
}
