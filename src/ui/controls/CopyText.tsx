import { type ReactNode, useEffect, useRef, useState } from 'react';

interface CopyTextProps {
  readonly label: string;
  readonly text: string;
  readonly rows: number;
  /** Copies as soon as it appears, for a reader who has asked for a copy by opening it. */
  readonly copyAtOnce?: boolean;
  readonly children?: ReactNode;
}

/** A text in full, selectable, with a copy button that says what happened. Without clipboard rights the text is selected. */
export function CopyText({ label, text, rows, copyAtOnce = false, children }: CopyTextProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [status, setStatus] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setStatus('Copied');
    } catch {
      area.current?.select();
      setStatus('Selected: press Ctrl+C to copy');
    }
  };
  const first = useRef(copy);
  useEffect(() => {
    if (copyAtOnce) void first.current();
  }, [copyAtOnce]);
  return (
    <div className="copy">
      <textarea ref={area} className="text copy-text" aria-label={label} readOnly rows={rows} value={text} />
      <div className="row">
        <button type="button" className="button" onClick={copy}>
          Copy
        </button>
        <span role="status">{status}</span>
        {children}
      </div>
    </div>
  );
}
