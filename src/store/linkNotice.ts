import { describeLinkProblems, type ParsedLink, unlistedLinkProblems } from '../experiment/link/link';
import type { Notice } from './state';

/** What the page says of a link that was not applied as a whole; null where it was. */
export function linkNotice(link: ParsedLink): Notice | null {
  const text = describeLinkProblems(link);
  const more = unlistedLinkProblems(link);
  return text === null ? null : { id: 'link', tone: 'warning', text, ...(more.length > 0 && { more }) };
}
