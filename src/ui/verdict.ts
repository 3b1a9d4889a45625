import { t } from '../core/language/t';
import type { PreviewImage } from '../core/site/preview';
import { overflowText } from './overflow';

/** Effect of the faults on one prediction. `kind` is part of a class name: `card-…`. */
interface Verdict {
  readonly kind: 'kept' | 'wrong' | 'mended' | 'broken' | 'moved';
  readonly glyph: string;
  readonly text: string;
}

/** Compares a prediction without and with faults, as a glyph and as text for screen readers. */
export function verdictOf({ label, before, after }: PreviewImage): Verdict {
  if (after === null) {
    const kind = before === null ? 'wrong' : before === label ? 'broken' : 'moved';
    return {
      kind,
      glyph: '∞',
      text:
        before === null
          ? t`no answer, with and without faults: ${overflowText()}`
          : t`no answer: ${overflowText()}`,
    };
  }
  if (before === after) {
    return after === label
      ? { kind: 'kept', glyph: '', text: t`right` }
      : { kind: 'wrong', glyph: '✕', text: t`wrong, with and without faults` };
  }
  if (after === label) return { kind: 'mended', glyph: '↩', text: t`now right` };
  if (before === label) return { kind: 'broken', glyph: '✕', text: t`now wrong` };
  return { kind: 'moved', glyph: '≠', text: t`wrong before and after` };
}

/** Explains the glyphs of samples in a line: `✕ now wrong · ↩ now right`. */
export function verdictLegend(images: readonly PreviewImage[]): string {
  const verdicts = images.map(verdictOf).filter(({ glyph }) => glyph !== '');
  return [...new Set(verdicts.map(({ glyph, text }) => `${glyph} ${text}`))].join(' · ');
}
