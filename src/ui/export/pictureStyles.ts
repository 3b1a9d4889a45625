import { t } from '../../core/language/t';
/** Look of an exported picture. */
export interface PictureStyle {
  readonly title: () => string;
  /** Class of the sheet on which it is drawn, in export.css. */
  readonly look: 'light' | 'dark' | 'print' | 'article';
  /** Width in CSS pixels (1/96 inch). */
  readonly width: number;
}

const MM = 96 / 25.4;

/** Styles by name. The widths of `article` are those of a column and of a page of two columns. */
export const PICTURE_STYLES = {
  light: { title: () => t`Light`, look: 'light', width: 960 },
  dark: { title: () => t`Dark`, look: 'dark', width: 960 },
  print: { title: () => t`Print`, look: 'print', width: 960 },
  column: { title: () => t`Article ${85} mm`, look: 'article', width: Math.round(85 * MM) },
  page: { title: () => t`Article ${180} mm`, look: 'article', width: Math.round(180 * MM) },
} as const satisfies Record<string, PictureStyle>;

export type PictureStyleName = keyof typeof PICTURE_STYLES;
