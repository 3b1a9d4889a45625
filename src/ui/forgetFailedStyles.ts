/**
 * Removes the links of style sheets that failed to load. Vite's loader skips styles whose link is
 * in the page, so a second attempt would otherwise show a part without its styles.
 */
export function forgetFailedStyles(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('head link[rel=stylesheet]'))
    if (link.sheet === null) link.remove();
}
