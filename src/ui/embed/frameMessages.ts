import {
  type FrameMessage,
  type FrameState,
  frameMessage,
  readRequest,
} from '../../experiment/embed/embedMessage';
import { formatLink, type ParsedLink } from '../../experiment/link/link';
import type { ExplorerStore } from '../../store/explorer';
import { selectReading } from '../charts/cursor/reading';
import type { EmbedSession } from './embedSession';

/** Part of `window` that frames use to talk to the page around them. */
export interface FrameWindow {
  readonly parent: { postMessage(message: unknown, targetOrigin: string): void };
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** Shortest time between two states that are sent unasked, in milliseconds. */
const STATE_EVERY_MS = 250;

/**
 * Answers the page around the frame, and sends it `ready`, then `state` after changes. Messages of
 * anybody else are ignored. Returns a function that sends a message, for the height.
 */
export function answerHost(
  store: ExplorerStore,
  { phase }: EmbedSession,
  frame: FrameWindow,
): (message: FrameMessage) => void {
  const { parent } = frame;
  // Nothing that is sent is secret: settings of the address, and numbers that anybody can compute.
  const post = (message: FrameMessage) => parent.postMessage(frameMessage(message), '*');
  const state = (): FrameState => {
    const current = store.getState();
    const reading = selectReading(current);
    return {
      link: formatLink(current.spec, current.view),
      ber: current.view.cursorBer,
      error: reading?.mean ?? null,
      source: reading?.source ?? null,
      phase: phase.getState().phase,
    };
  };
  frame.addEventListener('message', ({ source, data }) => {
    if (source !== parent) return;
    const request = readRequest(data);
    if (request === null) return;
    const id = request.id === undefined ? {} : { id: request.id };
    if (request.kind === 'refused') post(request);
    else if (request.kind === 'ping') post({ kind: 'pong', ...id });
    else {
      const refused = request.kind === 'set' ? applyLink(store, request.link, phase) : null;
      post(
        refused === null
          ? { kind: 'state', ...id, ...state() }
          : { kind: 'refused', ...id, reasons: [{ field: 'link', found: '', reason: refused }] },
      );
    }
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sent = JSON.stringify(state());
  const tell = () => {
    if (timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      const text = JSON.stringify(state());
      if (text !== sent) post({ kind: 'state', ...state() });
      sent = text;
    }, STATE_EVERY_MS);
  };
  store.subscribe(tell);
  phase.subscribe(tell);
  post({ kind: 'ready', ...state() });
  return post;
}

/**
 * Shows the experiment and view of a link in the figure of the frame. Returns the reason if the
 * loaded files do not allow it.
 */
function applyLink(store: ExplorerStore, link: ParsedLink, phase: EmbedSession['phase']): string | null {
  const { spec: before, view: shown, setSettings } = store.getState();
  const known = new Set(store.getState().notices);
  setSettings(link.spec);
  const { spec, notices, dismiss } = store.getState();
  const refusal = spec === before ? notices.find((notice) => !known.has(notice)) : undefined;
  if (refusal !== undefined) {
    dismiss(refusal.id);
    return refusal.text;
  }
  const view = { ...link.view, tab: shown.tab };
  // The action may start an engine, which only a reader may do.
  if (phase.getState().phase === 'live') store.getState().setView(view);
  else store.setState({ view });
  return null;
}
