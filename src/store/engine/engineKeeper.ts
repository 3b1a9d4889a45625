import { messageOf } from '../../core/errors';
import { t } from '../../core/language/t';
import { notify } from '../notices';
import type { StateAccess } from '../state';
import { EngineSession, type StartPool } from './engineSession';

/** Dependencies of the engine. */
export interface EngineOptions {
  readonly startPool: StartPool;
  /** Address of the folder with models and data, ending in a slash. */
  readonly assetBase: string;
}

/** Owns the page's engine: starts it, replaces it, and reports when it failed. */
export class EngineKeeper {
  /** Session of the newest engine, running or not. The next one takes over its imported files. */
  private latest: EngineSession | undefined;
  private isRunning = false;
  /** Counts starts. An engine is discarded if a newer one was requested while it started. */
  private generation = 0;

  constructor(
    private readonly store: StateAccess,
    private readonly options: EngineOptions,
    /** Ends the running work before its engine is terminated. */
    private readonly endWork: () => void,
  ) {}

  /** Session of the running engine. Undefined while it starts and after a failure. */
  get session(): EngineSession | undefined {
    return this.isRunning ? this.latest : undefined;
  }

  /**
   * Starts an engine on the view's device, with all imported files. Resolves to true if it is the
   * running one afterwards.
   */
  async start(): Promise<boolean> {
    const { getState, setState } = this.store;
    this.endWork();
    const own = ++this.generation;
    this.drop();
    // The next device has masks of its own.
    setState({ engine: { kind: 'starting' }, download: null, origin: null });
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

  /** Reports a failure and terminates the engine. Results are kept, and Run starts a new engine. */
  fail(error: unknown): void {
    this.endWork();
    this.drop();
    const message = messageOf(error);
    this.store.setState({ engine: { kind: 'failed', message }, progress: null, download: null });
    const text = t`${message}. The results so far are kept. Press Run to start the engine again`;
    notify(this.store, { id: 'engine', tone: 'error', text });
  }

  /** Terminates the engine, also one that is starting. */
  release(): void {
    this.endWork();
    this.generation++;
    this.drop();
    this.store.setState({ engine: { kind: 'idle' }, progress: null, download: null });
  }

  private drop(): void {
    this.isRunning = false;
    this.latest?.pool.terminate();
  }
}
