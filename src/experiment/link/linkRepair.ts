/** A link as it was meant, and what had happened to it. */
interface RepairedLink {
  readonly link: string;
  /** What was put right, a clause each; empty for a link that was whole. */
  readonly repairs: readonly string[];
}

/** Brackets, quotes and the ends of sentences that stand around a link in a text; no setting begins or ends in one. */
const AROUND = /^[\s<>"'“”‘’«»()[\]{}]+|[\s<>"'“”‘’«»()[\]{}.,;:!?]+$/g;
/** An experiment without its `#`: `/x?v=1&…`, `/x%3Fv=1&…`, or its settings as an address's own, with others or alone. */
const WITHOUT_HASH = /(?:^|\/)(?:x(?:\?|%3F)|\?(?=(?:[^#]*&)?v=\d))(?=[a-z_]+=)/i;

/**
 * Puts a link right that a mail program, a chat or a form has changed on its way: its `#` written as `%23` or lost, the whole
 * of it percent-encoded, `&` written as `&amp;`, `=` as `=3D`, broken lines, and brackets or the end of a sentence around it.
 * A link that is whole comes back as it is.
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
  // What a shell or a form leaves at the ends is nobody's concern.
  link = link.trim();
  apply('a line break was taken out', (before) => before.replace(softBreaks(before), ''));
  apply('what stood around it was taken off', (before) => before.replace(AROUND, ''));
  apply('=3D stood for =', (before) => (/[?&]v=3D\d/.test(before) ? before.replaceAll('=3D', '=') : before));
  apply('&amp; stood for &', (before) => before.replace(/&amp;/g, '&').replace(/&#(?:35|x23);/gi, '#'));
  apply('its # was written as %23', decodeHash);
  apply('its # was lost', restoreHash);
  return { link, repairs };
}

/**
 * Line breaks with the `=` that mail puts before them. A `=` after the key of a setting is the setting's own, except in mail
 * that writes that as `=3D`.
 */
function softBreaks(link: string): RegExp {
  const anyBreak = /=?[\r\n]+\s*/g;
  return /[?&]v=3D/.test(link.replace(anyBreak, '')) ? anyBreak : /(?:(?<![?&;][a-z]+)=)?[\r\n]+\s*/g;
}

/** Decodes from `%23` on as far as the link needs it: `%23/x?v=1` keeps its values as they are written. */
function decodeHash(link: string): string {
  const start = link.search(/(?:#|%(?:25)*23)\/?(?:%(?:25)*2F)?x(?:\?|%(?:25)*3F)/i);
  if (start < 0 || /^#\/?x\?/.test(link.slice(start))) return link;
  let hash = link.slice(start);
  // Each pass takes one encoding off; more than three are no accident.
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
