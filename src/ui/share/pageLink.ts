/** Returns the whole address of a hash on this page. */
export function pageLink(hash: string): string {
  return location.href.replace(/#.*$/s, '') + hash;
}
