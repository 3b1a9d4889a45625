import { t } from '../../core/language/t';

/** Link after repairs, with the repairs made. */
interface RepairedLink {
  readonly link: string;
  /** One clause for each repair. Empty for an intact link. */
  readonly repairs: readonly string[];
}

/** Brackets, quotes and punctuation around a link. No setting begins or ends with one. */
const AROUND = /^[\s<>"'“”‘’«»()[\]{}]+|[\s<>"'“”‘’«»()[\]{}.,;:!?]+$/g;
/**
 * Start of an experiment without its `#`: `/x?v=1&…`, `/x%3Fv=1&…`, or settings in the query of an
 * address.
 */
const WITHOUT_HASH = /(?:^|\/)(?:x(?:\?|%3F)|\?(?=(?:[^#]*&)?v=\d))(?=[a-z_]+=)/i;

/** Characters that chats insert so that a long word may break: zero-width spaces, soft hyphens. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
/** Address of a program that checks links before it opens them. The link is one of its settings. */
const CHECKER = /^\W*https?:[^#]*?[?&][a-z]+=(https?[:%][^&#]*%23[^&#]*x(?:\?|%3F)[^&#]*)/i;
/** Address of a program that writes the link in its path and `*` in place of `#`. */
const CHECKED_PATH = /\/v3\/__(https?:.*?)__;/;

/**
 * Repairs a link that a mail program, a chat or a form has changed: `#` written as `%23` or lost,
 * everything percent-encoded, `&` written as `&amp;`, `=` as `=3D`, line breaks, invisible
 * characters, typeset hyphens, the address of a link checker, and text or punctuation around it.
 * Returns an intact link unchanged.
 */
export function repairLink(text: string): RepairedLink {
  const repairs: string[] = [];
  let link = text;
  const apply = (repair: string, change: (link: string) => string) => {
    const changed = change(link);
    if (changed === link) return;
    link = changed;
    repairs.push(repair);
  };
  // Spaces at the ends are no repair worth a message.
  link = link.trim();
  apply(t`a line break was removed`, (before) => before.replace(softBreaks(before), ''));
  apply(t`invisible characters were removed`, (before) => before.replace(INVISIBLE, ''));
  apply(t`the address of a link checker around it was removed`, unwrap);
  apply(t`the text after it was removed`, (before) => before.replace(/(#\/?x\?[^"<>]*)["<>].*$/s, '$1'));
  apply(t`typeset hyphens stood for -`, (before) => before.replace(/[\u2010-\u2015\u2212]/g, '-'));
  apply(t`the punctuation around it was removed`, (before) => before.replace(AROUND, ''));
  apply(t`=3D stood for =`, (before) => (/[?&]v=3D\d/.test(before) ? before.replaceAll('=3D', '=') : before));
  apply(t`&amp; stood for &`, (before) => before.replace(/&amp;/g, '&').replace(/&#(?:35|x23);/gi, '#'));
  apply(t`its # was written as %23`, decodeHash);
  apply(t`its # was lost`, restoreHash);
  return { link, repairs };
}

/**
 * Matches line breaks with the `=` that mail programs put before them. A `=` after the key of a
 * setting belongs to the setting, except in mail that writes that one as `=3D`.
 */
function softBreaks(link: string): RegExp {
  const anyBreak = /=?[\r\n]+\s*/g;
  return /[?&]v=3D/.test(link.replace(anyBreak, '')) ? anyBreak : /(?:(?<![?&;][a-z]+)=)?[\r\n]+\s*/g;
}

/** Takes the link out of the address of a program that checks links. */
function unwrap(link: string): string {
  const path = CHECKED_PATH.exec(link)?.[1];
  if (path !== undefined) return path.replace('*', '#');
  const encoded = CHECKER.exec(link)?.[1];
  if (encoded === undefined) return link;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return link;
  }
}

/**
 * Decodes the text from `%23` on, but only as often as needed to find the hash. Values of
 * `%23/x?v=1` stay encoded.
 */
function decodeHash(link: string): string {
  const start = link.search(/(?:#|%(?:25)*23)\/?(?:%(?:25)*2F)?x(?:\?|%(?:25)*3F)/i);
  if (start < 0 || /^#\/?x\?/.test(link.slice(start))) return link;
  let hash = link.slice(start);
  // Each pass removes one level of encoding. More than three levels do not occur by accident.
  for (let pass = 0; pass < 3 && !/^#\/?x\?/.test(hash); pass++) {
    try {
      hash = /^%23\/?x\?/i.test(hash) ? hash.replace(/^%23/i, '#') : decodeURIComponent(hash);
    } catch {
      return link;
    }
  }
  return /^#\/?x\?/.test(hash) ? hash : link;
}

function restoreHash(link: string): string {
  if (link.includes('#')) return link;
  const found = WITHOUT_HASH.exec(link);
  return found === null || link === found[0] ? link : `#/x?${link.slice(found.index + found[0].length)}`;
}
