import { useEffect, useRef } from 'react';
import { t } from '../../core/language/t';
import '../styles/share.css';
import { qrPath } from './qrPath';

interface QrDialogProps {
  readonly title: string;
  readonly text: string;
  readonly onClose: () => void;
}

/**
 * Shows a link as a QR code that fills the screen of a projector, black on white in both themes.
 */
export function QrDialog({ title, text, onClose }: QrDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const code = qrPath(text);
  return (
    <dialog ref={dialog} className="qr" aria-labelledby="qr-title" onClose={onClose}>
      <div className="panel-head">
        <h2 id="qr-title">{title}</h2>
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          {t`Close`}
        </button>
      </div>
      {code === null ? (
        <p>{t`The link is too long for a QR code: ${text.length} characters, expected at most ${'2,953'}.`}</p>
      ) : (
        <svg viewBox={`0 0 ${code.size} ${code.size}`} role="img" aria-label={t`QR code of the link`}>
          <path className="qr-light" d={`M0 0h${code.size}v${code.size}h-${code.size}z`} />
          <path className="qr-dark" d={code.path} />
        </svg>
      )}
      <p className="qr-link">{text}</p>
    </dialog>
  );
}
