import { messageOf } from '../../core/errors';
import { t } from '../../core/language/t';
import { checkModel } from '../../core/network/catalog';
import { EMBED_KEYS } from '../embed/embedKeys';
import { DEFAULT_SPEC, type ExperimentSpec } from '../settings/experimentSpec';
import { replaceFields } from '../settings/settingsTable';
import { FILE_KEY, formatFile } from './linkedNetwork';
import {
  type Codec,
  type Codecs,
  SPEC_CODECS,
  V1_SPEC,
  V1_VIEW,
  VIEW_CODECS,
  v1Defaults,
} from './linkFields';
import { type LinkProof, PROOF_KEYS, readProof } from './linkProof';
import { repairLink } from './linkRepair';
import { DEFAULT_VIEW, type View } from './view';

/** Version that `formatLink` writes. */
const LINK_VERSION = 1;
/**
 * Length in characters of the longest hash that is read. The longest hash that is written, with a
 * list of 200 BERs, has fewer than 5,000.
 */
export const MAX_LINK_CHARS = 10_000;
/** Largest number of settings in a link, known or unknown. */
const MAX_LINK_FIELDS = 64;
const MAX_PROBLEM_CHARS = 40;
/** Number of problems that are listed with their reason. */
const MAX_LISTED_PROBLEMS = 3;

/** Part of a link that was not applied. */
interface LinkProblem {
  /** Key as the link spells it, at most 40 characters. Empty for a problem of the whole link. */
  readonly field: string;
  /** Value found, at most 40 characters. */
  readonly text: string;
  /** Reason why it was not applied, with the value wanted. */
  readonly reason: string;
}

export interface ParsedLink {
  /**
   * `none`: no hash, so the defaults apply. `experiment`: a link of a known version. `newer`: a
   * link of a later version, of which the known fields were applied. `refused`: not a link to an
   * experiment, so the defaults apply.
   */
  readonly kind: 'none' | 'experiment' | 'newer' | 'refused';
  readonly spec: ExperimentSpec;
  readonly view: View;
  /** Results that the link holds beside its settings. Left out if there are none. */
  readonly proof?: LinkProof;
  readonly problems: readonly LinkProblem[];
  /**
   * True for a link to a lesson that names no cursor: the lesson opens where its figure begins.
   * Left out for others.
   */
  readonly lacksCursor?: true;
  /** Repairs made before reading, one clause each. Left out if there were none. */
  readonly repairs?: readonly string[];
}

const KNOWN_KEYS: ReadonlySet<string> = new Set([
  'v',
  ...Object.values(SPEC_CODECS).map((codec) => codec.key),
  ...Object.values(VIEW_CODECS).map((codec) => codec.key),
  ...Object.values(PROOF_KEYS),
  ...EMBED_KEYS,
  FILE_KEY,
]);

/**
 * Returns the hash of an experiment and a view: `#/x?v=1&…`. Settings that equal the defaults of
 * version 1 are left out, but links to a lesson always name the cursor. The file of a reader's
 * network and results come last.
 */
export function formatLink(spec: ExperimentSpec, view: View, proof: LinkProof = {}): string {
  const followed = { ...v1Defaults(spec), model: V1_SPEC.model, data: V1_SPEC.data };
  // No cursor is at -1, so that this default is never left out.
  const place = view.lesson === '' ? V1_VIEW : { ...V1_VIEW, cursorBer: -1 };
  const { file } = checkModel(spec.model);
  const fields = [
    `v=${LINK_VERSION}`,
    ...formatFields(SPEC_CODECS, spec, followed),
    ...formatFields(VIEW_CODECS, view, place),
    ...(file === undefined ? [] : [`${FILE_KEY}=${encodeText(formatFile(file))}`]),
    ...Object.entries(proof).map(([name, text]) => `${PROOF_KEYS[name as keyof LinkProof]}=${text}`),
  ];
  return `#/x?${fields.join('&')}`;
}

/**
 * Reads a hash, or an address with a hash in it, after repairs (`repairLink`). Each setting is read
 * independently: an invalid one is listed in `problems` and gets its default. Never throws.
 */
export function parseLink(text: string): ParsedLink {
  const { link, repairs } = text.length > MAX_LINK_CHARS ? { link: text, repairs: [] } : repairLink(text);
  const parsed = readLink(link);
  return repairs.length === 0 || parsed.kind === 'none' ? parsed : { ...parsed, repairs };
}

function readLink(link: string): ParsedLink {
  const hashStart = link.slice(0, MAX_LINK_CHARS).indexOf('#');
  if (link.length - Math.max(hashStart, 0) > MAX_LINK_CHARS) {
    return refuse(link, t`Link is ${link.length} characters long: expected at most ${MAX_LINK_CHARS}`);
  }
  const hash = hashStart < 0 && /^https?:/.test(link) ? '' : link.slice(hashStart + 1).trim();
  if (hash === '' || hash === '/')
    return { kind: 'none', spec: DEFAULT_SPEC, view: DEFAULT_VIEW, problems: [] };
  const query = /^\/?x(?:\?(.*))?$/s.exec(hash);
  if (query === null) return refuse(link, t`Link leads to no experiment: expected #/x? and settings`);
  const parts = (query[1] ?? '').split('&').filter((part) => part !== '');
  if (parts.length > MAX_LINK_FIELDS) {
    return refuse(link, t`Link has ${parts.length} settings: expected at most ${MAX_LINK_FIELDS}`);
  }

  const problems: LinkProblem[] = [];
  const texts = readFields(parts, problems);
  const version = readVersion(texts, problems);
  const read = <T>(codec: Codec<T>, fallback: T, before: ExperimentSpec): T => {
    const text = texts.get(codec.key);
    if (text === undefined) return fallback;
    try {
      return codec.parse(text, before);
    } catch (error) {
      problems.push(problem(codec.key, text, messageOf(error)));
      return fallback;
    }
  };
  const spec = replaceFields(V1_SPEC, (name, before) =>
    read(SPEC_CODECS[name], v1Defaults(before)[name], before),
  );
  const view = replaceFields(V1_VIEW, (name) => read(VIEW_CODECS[name], V1_VIEW[name], spec));
  const refused = (key: string, reason: string) => problems.push(problem(key, texts.get(key)!, reason));
  const proof = readProof(texts, refused);
  const kind = version > LINK_VERSION ? 'newer' : 'experiment';
  const lacksCursor = view.lesson !== '' && !texts.has(VIEW_CODECS.cursorBer.key);
  return {
    ...{ kind, spec, view, problems },
    ...(proof !== null && { proof }),
    ...(lacksCursor && { lacksCursor }),
  };
}

/**
 * Describes the repairs of a link and its first problems, at most `maxListed` of them, in a few
 * sentences. Null if none.
 */
export function describeLinkProblems(link: ParsedLink, maxListed = MAX_LISTED_PROBLEMS): string | null {
  const { repairs = [] } = link;
  const repaired = repairs.length === 0 ? [] : [t`The link was repaired: ${repairs.join(', ')}.`];
  const sentences = [...repaired, ...(problemSentence(link, maxListed) ?? [])];
  return sentences.length === 0 ? null : sentences.join(' ');
}

function problemSentence({ kind, problems }: ParsedLink, maxListed: number): readonly string[] | null {
  if (problems.length === 0) return null;
  if (kind === 'refused') return [t`${problems[0]!.reason}. The defaults were applied.`];
  const refusals = refusalsOf({ kind, problems });
  const newer = kind === 'newer' ? [t`This link comes from a newer version of this page.`] : [];
  const listed = refusals.slice(0, maxListed).map(describeProblem);
  if (refusals.length > listed.length) listed.push(t`and ${refusals.length - listed.length} more`);
  return [...newer, refusedSentence(refusals.length, listed.join(', '))];
}

function refusedSentence(count: number, listed: string): string {
  if (count === 0) return t`Every setting was understood.`;
  return count === 1
    ? t`${count} setting in this link was not understood: ${listed}. Everything else was applied.`
    : t`${count} settings in this link were not understood: ${listed}. Everything else was applied.`;
}

/** Returns the problems that `describeLinkProblems` only counts, as `field (reason)` each. */
export function unlistedLinkProblems({ kind, problems }: ParsedLink): readonly string[] {
  if (kind === 'refused') return [];
  return refusalsOf({ kind, problems }).slice(MAX_LISTED_PROBLEMS).map(describeProblem);
}

/** Returns the settings that were not applied. A later version gets a sentence of its own. */
function refusalsOf({ kind, problems }: Pick<ParsedLink, 'kind' | 'problems'>): readonly LinkProblem[] {
  return problems.filter(({ field }) => field !== 'v' || kind !== 'newer');
}

function describeProblem({ field, reason }: LinkProblem): string {
  return `${field} (${reason})`;
}

function formatFields<T extends object>(codecs: Codecs<T>, values: T, defaults: T): string[] {
  return (Object.keys(codecs) as (keyof T)[]).flatMap((name) => {
    const { key, format } = codecs[name];
    const text = format(values[name]);
    return text === format(defaults[name]) ? [] : [`${key}=${encodeText(text)}`];
  });
}

/** Percent-encodes a text except colons, commas and slashes, so that values stay readable. */
function encodeText(text: string): string {
  return encodeURIComponent(text).replace(/%(?:3A|2C|2F)/g, decodeURIComponent);
}

/** Returns the texts of known keys. Adds a problem for unknown, repeated and undecodable keys. */
function readFields(parts: readonly string[], problems: LinkProblem[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const repeated = new Set<string>();
  for (const part of parts) {
    const equals = part.indexOf('=');
    const rawKey = equals < 0 ? part : part.slice(0, equals);
    const rawText = equals < 0 ? '' : part.slice(equals + 1);
    const key = decodeText(rawKey);
    const text = decodeText(rawText);
    if (key === null || !KNOWN_KEYS.has(key)) {
      problems.push(problem(key ?? rawKey, text ?? rawText, t`Unknown setting`));
    } else if (texts.has(key) || repeated.has(key)) {
      texts.delete(key);
      if (!repeated.has(key)) {
        problems.push(problem(key, rawText, t`Setting ${key} appears more than once: expected it once`));
      }
      repeated.add(key);
    } else if (text === null) {
      problems.push(
        problem(key, rawText, t`Cannot decode the % signs of this value: expected two hex digits after each`),
      );
    } else {
      texts.set(key, text);
    }
  }
  return texts;
}

function readVersion(texts: ReadonlyMap<string, string>, problems: LinkProblem[]): number {
  const text = texts.get('v') ?? String(LINK_VERSION);
  if (!/^[1-9]\d{0,5}$/.test(text)) {
    problems.push(problem('v', text, t`Cannot read this as a version: expected ${LINK_VERSION}`));
    return LINK_VERSION;
  }
  if (Number(text) > LINK_VERSION) {
    const reason = t`Link has version ${text}: this page knows versions up to ${LINK_VERSION}`;
    problems.push(problem('v', text, reason));
  }
  return Number(text);
}

function refuse(link: string, reason: string): ParsedLink {
  return { kind: 'refused', spec: DEFAULT_SPEC, view: DEFAULT_VIEW, problems: [problem('', link, reason)] };
}

function problem(field: string, text: string, reason: string): LinkProblem {
  return { field: clip(field), text: clip(text), reason };
}

function clip(text: string): string {
  const start = Array.from(text.slice(0, 2 * MAX_PROBLEM_CHARS + 2));
  return start.length > MAX_PROBLEM_CHARS
    ? `${start.slice(0, MAX_PROBLEM_CHARS - 1).join('')}…`
    : start.join('');
}

function decodeText(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
