import { describeLinkProblems, type ParsedLink, unlistedLinkProblems } from '../experiment/link/link';
import type { Notice } from './state';

/** Returns the notice for a link with repairs or problems, or null if it has none. */
export function linkNotice(link: ParsedLink): Notice | null {
  const text = describeLinkProblems(link);
  const more = unlistedLinkProblems(link);
  return text === null ? null : { id: 'link', tone: 'warning', text, ...(more.length > 0 && { more }) };
}
