import { messageOf, notify } from '../notices';
import type { StateAccess } from '../state';
import { EngineSession, type StartPool } from './engineSession';

/** What the page's engine is started with. */
export interface EngineOptions {
  readonly startPool: StartPool;
  /** Address of the folder with models and data, ending in a slash. */
  readonly assetBase: string;
}

/** Owns the page's one engine: starts it, puts another in its place, and says when it failed. */
export class EngineKeeper {
  /** The newest engine's, running or not: what the reader imported to it goes to the next. */
  private latest: EngineSession | undefined;
  private isRunning = false;
  /** Counts starts: an engine that came up after a newer one was asked for is not used. */
  private generation = 0;

  constructor(
    private readonly store: StateAccess,
    private readonly options: EngineOptions,
    /** Ends what runs, before its engine goes. */
    private readonly endWork: () => void,
  ) {}

  /** The engine that runs; undefined while it starts and after it failed. */
  get session(): EngineSession | undefined {
    return this.isRunning ? this.latest : undefined;
  }

  /** Starts an engine on the view's device, with what the reader imported to those before; true if it is the one that runs. */
  async start(): Promise<boolean> {
    const { getState, setState } = this.store;
    this.endWork();
    const own = ++this.generation;
    this.drop();
    setState({ engine: { kind: 'starting' }, download: null });
    getState().dismiss('device');
    const ready = ({ pool }: EngineSession) => setState({ engine: { kind: 'ready', report: pool.report } });
    try {
      const pool = await this.options.startPool(getState().view.device, {
        onNotice: (text) => {
          notify(this.store, { id: 'device', tone: 'warning', text });
          if (this.session !== undefined) ready(this.session);
        },
        onFailed: (error) => {
          if (own === this.generation) this.fail(error);
        },
      });
      if (own !== this.generation) {
        pool.terminate();
        return false;
      }
      this.latest = new EngineSession(pool, this.options.assetBase, this.latest);
      this.isRunning = true;
      ready(this.latest);
      getState().dismiss('engine');
      return true;
    } catch (error) {
      if (own === this.generation) this.fail(error);
      return false;
    }
  }

  /** Goes on without a device: what was computed stays, and Run starts a new one. */
  fail(error: unknown): void {
    this.endWork();
    this.drop();
    const message = messageOf(error);
    this.store.setState({ engine: { kind: 'failed', message }, progress: null, download: null });
    const text = `${message}. What was computed stays; Run tries again`;
    notify(this.store, { id: 'engine', tone: 'error', text });
  }

  private drop(): void {
    this.isRunning = false;
    this.latest?.pool.terminate();
  }
}
