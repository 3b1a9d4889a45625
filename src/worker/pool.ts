import type { DevicePreference, DeviceReport } from '../core/device';
import { BackendError } from '../core/errors';
import type { ErrorCount, FaultSite, Injection } from '../core/injection';
import type { Preview } from '../core/preview';
import type { Baseline } from '../experiment/results';
import { EngineClient } from './engineClient';
import type {
  Assets,
  CallArgument,
  CallName,
  CallResult,
  LoadedAssets,
  StartedWorker,
  WorkerPort,
} from './protocol';

/** How a pool makes workers and what it tells its owner. */
export interface PoolOptions {
  spawn(): WorkerPort;
  readonly preference: DevicePreference;
  /** Engine workers on WASM and plain JavaScript; a GPU has one. */
  readonly maxWorkers: number;
  /** A device was lost and its work goes on: one sentence. */
  onNotice(message: string): void;
}

interface Job {
  readonly call: (client: EngineClient) => Promise<unknown>;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Engine workers that share one queue: each takes whole batches of trials, a preview goes before them. On a GPU there is
 * one worker. A worker whose device is lost is replaced once, and its batch runs again.
 */
export class EnginePool {
  private readonly idle: EngineClient[] = [];
  private readonly clients = new Set<EngineClient>();
  private readonly queue: Job[] = [];
  private assets: Assets | undefined;
  private resumed = false;
  /** Why nothing runs here any more, once that is so. */
  private failure: Error | undefined;

  private constructor(
    private readonly options: PoolOptions,
    private started: StartedWorker,
  ) {}

  /** Starts the first worker, sees which device came up, and adds the others. Throws BackendError when none does. */
  static async start(options: PoolOptions): Promise<EnginePool> {
    const first = new EngineClient(options.spawn());
    try {
      const started = await first.call('start', options.preference);
      const pool = new EnginePool(options, started);
      pool.add(first);
      const numMore = started.device === 'webgpu' ? 0 : options.maxWorkers - 1;
      await Promise.all(Array.from({ length: numMore }, () => pool.addWorker()));
      return pool;
    } catch (error) {
      first.terminate();
      throw error;
    }
  }

  /** Which device runs, and why. */
  get report(): DeviceReport {
    return { ...this.started, workers: this.clients.size };
  }

  /** Batches that run at the same time. */
  get parallel(): number {
    return this.clients.size;
  }

  /** Loads a model and a test set into every worker. The caller must not have batches in flight. */
  async load(assets: Assets): Promise<LoadedAssets> {
    const [first] = await Promise.all([...this.clients].map((client) => client.call('load', assets)));
    this.assets = assets;
    return first!;
  }

  baseline(site: FaultSite, numImages: number, signal: AbortSignal): Promise<Baseline> {
    return this.enqueue('baseline', { site, numImages }, signal);
  }

  evaluate(injections: readonly Injection[], signal: AbortSignal): Promise<readonly ErrorCount[]> {
    return this.enqueue('evaluate', injections, signal);
  }

  /** Goes before everything that waits. */
  preview(injection: Injection, signal: AbortSignal): Promise<Preview> {
    return this.enqueue('preview', injection, signal, true);
  }

  /** Ends all workers. Batches on their way and waiting ones reject with an AbortError. */
  terminate(): void {
    this.fail(new DOMException('The engine was stopped', 'AbortError'));
  }

  private fail(failure: Error): void {
    this.failure ??= failure;
    for (const client of this.clients) client.terminate();
    this.clients.clear();
    this.idle.length = 0;
    this.dispatch();
  }

  private enqueue<Name extends CallName>(
    name: Name,
    argument: CallArgument<Name>,
    signal: AbortSignal,
    first = false,
  ): Promise<CallResult<Name>> {
    return new Promise((resolve, reject) => {
      const job: Job = { call: (client) => client.call(name, argument), signal, resolve, reject };
      if (first) this.queue.unshift(job);
      else this.queue.push(job);
      this.dispatch();
    });
  }

  private dispatch(): void {
    if (this.failure !== undefined) for (const job of this.queue.splice(0)) job.reject(this.failure);
    while (this.queue.length > 0 && this.idle.length > 0) {
      const job = this.queue.shift()!;
      if (job.signal?.aborted) job.reject(job.signal.reason);
      else void this.run(job, this.idle.pop()!);
    }
  }

  private async run(job: Job, client: EngineClient): Promise<void> {
    try {
      job.resolve((await job.call(client)) as never);
    } catch (error) {
      if (this.failure !== undefined) job.reject(this.failure);
      else if (client.lost === undefined) job.reject(error);
      else await this.resume(job, client);
    }
    if (this.clients.has(client)) this.idle.push(client);
    this.dispatch();
  }

  /** Replaces a lost worker and runs its batch again, once in the pool's life. */
  private async resume(job: Job, client: EngineClient): Promise<void> {
    const message = client.lost!;
    this.remove(client);
    if (this.resumed) {
      this.giveUp(
        job,
        new BackendError(this.started.device, `${message}. It was lost before: the run has stopped`),
      );
      return;
    }
    this.resumed = true;
    this.options.onNotice(`${message}. All results are kept; a new device takes over`);
    try {
      await this.addWorker();
      this.queue.unshift(job);
    } catch (error) {
      this.giveUp(job, error);
    }
  }

  /** Rejects a batch; without any worker left, nobody would ever take the others. */
  private giveUp(job: Job, error: unknown): void {
    job.reject(error);
    if (this.clients.size === 0) this.fail(error instanceof Error ? error : new Error(String(error)));
  }

  private async addWorker(): Promise<void> {
    const client = new EngineClient(this.options.spawn());
    try {
      await client.call('start', this.started.device);
      if (this.assets !== undefined) await client.call('load', this.assets);
      if (this.failure !== undefined) throw this.failure;
    } catch (error) {
      client.terminate();
      throw error;
    }
    this.add(client);
  }

  private add(client: EngineClient): void {
    this.clients.add(client);
    this.idle.push(client);
  }

  private remove(client: EngineClient): void {
    this.clients.delete(client);
    client.terminate();
  }
}
