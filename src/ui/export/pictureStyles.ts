/** Look of an exported picture. */
export interface PictureStyle {
  readonly title: string;
  /** Class of the sheet on which it is drawn, in export.css. */
  readonly look: 'light' | 'dark' | 'print' | 'article';
  /** Width in CSS pixels (1/96 inch). */
  readonly width: number;
}

const MM = 96 / 25.4;

/** Styles by name. The widths of `article` are those of a column and of a page of two columns. */
export const PICTURE_STYLES = {
  light: { title: 'Light', look: 'light', width: 960 },
  dark: { title: 'Dark', look: 'dark', width: 960 },
  print: { title: 'Print', look: 'print', width: 960 },
  column: { title: 'Article 85 mm', look: 'article', width: Math.round(85 * MM) },
  page: { title: 'Article 180 mm', look: 'article', width: Math.round(180 * MM) },
} as const satisfies Record<string, PictureStyle>;

export type PictureStyleName = keyof typeof PICTURE_STYLES;
