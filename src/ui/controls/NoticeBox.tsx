import type { ReactNode } from 'react';
import { t } from '../../core/language/t';
import type { Notice } from '../../store/state';

const GLYPHS = { info: 'i', warning: '!', error: '✕' } as const;

interface NoticeBoxProps {
  readonly tone: Notice['tone'];
  /** Sign in place of that of the tone. */
  readonly glyph?: string;
  /** Name of its region. Left out: it is none. */
  readonly label?: string;
  readonly children: ReactNode;
  /** Button beside the text. */
  readonly action?: Notice['action'] | undefined;
  /** Left out: the notice stays. */
  readonly onDismiss?: () => void;
}

/** Shows one message of the page with its sign, in the colour of its tone. */
export function NoticeBox({
  tone,
  glyph = GLYPHS[tone],
  label,
  children,
  action,
  onDismiss,
}: NoticeBoxProps) {
  const Box = label === undefined ? 'div' : 'section';
  return (
    <Box className={`notice notice-${tone}`} aria-label={label}>
      <span className="notice-glyph" aria-hidden="true">
        {glyph}
      </span>
      {children}
      {action !== undefined && (
        <button type="button" className="button" onClick={action.act}>
          {action.title}
        </button>
      )}
      {onDismiss !== undefined && (
        <button type="button" className="button button-quiet" aria-label={t`Dismiss`} onClick={onDismiss}>
          ✕
        </button>
      )}
    </Box>
  );
}
