/**
 * Returns the whole address of a hash on this page. The language of this visit is not part of it:
 * who opens the link has another.
 */
export function pageLink(hash: string): string {
  const address = new URL(location.href);
  address.searchParams.delete('lang');
  address.hash = '';
  return address.href + hash;
}
