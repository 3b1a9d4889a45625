import { type ReactNode, useState } from 'react';
import { t } from '../../core/language/t';

interface CopyButtonProps {
  readonly text: string;
  readonly children: ReactNode;
}

/** Copies a text that is not shown. Where the browser refuses, shows it to be copied by hand. */
export function CopyButton({ text, children }: CopyButtonProps) {
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no');
  return (
    <>
      <button
        type="button"
        className="button"
        onClick={async () => {
          try {
            // A page over plain HTTP has no clipboard.
            await navigator.clipboard.writeText(text);
            setCopied('yes');
          } catch {
            setCopied('refused');
          }
        }}
      >
        {children}
      </button>
      <span role="status">{copied === 'yes' ? t`Copied` : ''}</span>
      {copied === 'refused' && (
        <textarea className="text copy-text" aria-label={t`Text to copy`} readOnly rows={4} value={text} />
      )}
    </>
  );
}
