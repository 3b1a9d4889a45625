/**
 * Takes away the links of styles that did not load. Vite's loader takes a link that stands in the page for styles that are
 * here: what was asked for would come without them at the second attempt.
 */
export function forgetFailedStyles(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('head link[rel=stylesheet]'))
    if (link.sheet === null) link.remove();
}
