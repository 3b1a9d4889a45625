import type { ReactNode } from 'react';

/** Figure or table of the page that is exported. */
export interface ExportedPart {
  readonly title: string;
  /** Its element on the page. */
  readonly section: Element;
  /** Drawn anew at each width. Undefined: a copy of the element is drawn. */
  readonly content: ReactNode;
}

/** Returns the part of the page around an element. `title` replaces its heading. */
export function partAround(element: Element, title: string | undefined, content: ReactNode): ExportedPart {
  const section = element.closest('section') ?? document.body;
  return { title: title ?? titleAround(element), section, content };
}

/** Returns the title of the part around an element: its heading or its name. */
export function titleAround(element: Element): string {
  const section = element.closest('section');
  const heading = section?.querySelector('h2, h3')?.textContent ?? section?.getAttribute('aria-label');
  return heading ?? document.title;
}
