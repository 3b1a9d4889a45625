import { type ParsedLink, parseLink } from '../link/link';
import { embedKeysOf } from './embedLink';

/** Version of the messages between a frame and the page around it. */
const VERSION = 1;
const MAX_ID_CHARS = 100;

/** Text or number of a request, which its answer repeats. */
type MessageId = string | number;

/** Request of the page around the frame. `get` asks for the state, `set` changes it to a link. */
type HostRequest =
  | { readonly kind: 'ping' | 'get'; readonly id?: MessageId }
  | { readonly kind: 'set'; readonly id?: MessageId; readonly link: ParsedLink };

/** Reason for which a request was refused, by the field of the message or of its link. */
interface Reason {
  readonly field: string;
  /** Value found, at most 40 characters. */
  readonly found: string;
  readonly reason: string;
}

export interface Refusal {
  readonly kind: 'refused';
  readonly id?: MessageId;
  readonly reasons: readonly Reason[];
}

/** Message of a frame to the page around it. */
export type FrameMessage =
  | { readonly kind: 'pong'; readonly id?: MessageId }
  | Refusal
  | { readonly kind: 'resize'; readonly height: number }
  | ({ readonly kind: 'ready' | 'state'; readonly id?: MessageId } & FrameState);

/** State of an embedded figure. */
export interface FrameState {
  /** Hash of the experiment and view. */
  readonly link: string;
  /** Bit error rate of the cursor. */
  readonly ber: number;
  /** Mean error at the cursor, in [0, 1]; null if the rate is not tested. */
  readonly error: number | null;
  /** Source of the error. */
  readonly source: 'live' | 'stored' | null;
  /** `still`: no engine was asked for. `yielded`: another frame has it. */
  readonly phase: 'still' | 'live' | 'yielded';
}

/** Marks a message of a frame with the version of the protocol. */
export function frameMessage(message: FrameMessage): FrameMessage & { readonly aresExplorer: number } {
  return { aresExplorer: VERSION, ...message };
}

/**
 * Reads a message. Null for messages of other programs, which have no field `aresExplorer`. A
 * request is refused as a whole, with all reasons. Never throws.
 */
export function readRequest(data: unknown): HostRequest | Refusal | null {
  if (typeof data !== 'object' || data === null || !('aresExplorer' in data)) return null;
  const { aresExplorer: version, kind, id, link } = data as Readonly<Record<string, unknown>>;
  const answered = isId(id) ? { id } : {};
  const refuse = (field: string, found: unknown, wanted: string): Refusal => ({
    kind: 'refused',
    ...answered,
    reasons: [
      { field, found: shown(found), reason: `Cannot use ${field} ${shown(found)}: expected ${wanted}` },
    ],
  });
  if (version !== VERSION) return refuse('aresExplorer', version, String(VERSION));
  if (id !== undefined && !isId(id))
    return refuse('id', id, `a number, or text of at most ${MAX_ID_CHARS} characters`);
  if (kind === 'ping' || kind === 'get') return { kind, ...answered };
  if (kind !== 'set') return refuse('kind', kind, 'ping, get or set');
  if (typeof link !== 'string') return refuse('link', link, 'text');
  const parsed = parseLink(link);
  if (parsed.kind === 'none') return refuse('link', link, '#/x? and settings');
  if (parsed.problems.length > 0) {
    const reasons = parsed.problems.map(({ field, text, reason }) => ({ field, found: text, reason }));
    return { kind: 'refused', ...answered, reasons };
  }
  const [fixed] = embedKeysOf(link);
  if (fixed !== undefined) return refuse(fixed, link, 'none: it stands in the address of the frame');
  return { kind, ...answered, link: parsed };
}

function isId(id: unknown): id is MessageId {
  return (
    (typeof id === 'string' && id.length <= MAX_ID_CHARS) || (typeof id === 'number' && Number.isFinite(id))
  );
}

/** Returns a value as a text of at most 40 characters. Objects are named by their type alone. */
function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 38));
  return typeof value === 'object' && value !== null ? 'an object' : String(value).slice(0, 40);
}
