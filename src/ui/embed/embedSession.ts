import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ExplorerStore } from '../../store/explorer';

/**
 * `still`: stored results only, no engine was asked for. `live`: this frame has the engine.
 * `yielded`: another frame took it.
 */
export type EmbedPhase = 'still' | 'live' | 'yielded';

/** Part of `BroadcastChannel` that frames of one site use. */
export interface FrameChannel {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** Engine of an embedded figure, of which one frame at a time has one. */
export interface EmbedSession {
  readonly phase: StoreApi<{ readonly phase: EmbedPhase }>;
  /** Starts the engine at the first touch, and again after another frame took it. */
  touch(): void;
  /** Pauses the sweep while the frame is off screen or its page is hidden. */
  setShown(isShown: boolean): void;
}

/** Message to the other frames: this one starts an engine. */
const TAKEN = 'taken';

/** Makes the session of a frame that was not touched yet. */
export function createSession(store: ExplorerStore, channel: FrameChannel): EmbedSession {
  const phase = createStore<{ readonly phase: EmbedPhase }>(() => ({ phase: 'still' }));
  const isLive = () => phase.getState().phase === 'live';
  channel.addEventListener('message', ({ data }) => {
    if (data !== TAKEN || !isLive()) return;
    phase.setState({ phase: 'yielded' });
    store.release();
  });
  return {
    phase,
    touch() {
      if (isLive()) return;
      phase.setState({ phase: 'live' });
      channel.postMessage(TAKEN);
      void store.start().then(() => {
        // Another frame may have taken the engine while its script was loading.
        if (!isLive()) store.release();
      });
    },
    setShown(isShown) {
      if (isLive()) store.setVisible(isShown);
    },
  };
}
