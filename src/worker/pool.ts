import type { DevicePreference, DeviceReport } from '../core/device';
import { BackendError } from '../core/errors';
import type { NetworkFiles, SampleOrigin } from '../core/files/assetFiles';
import { t } from '../core/language/t';
import type { OpenedNetwork, RefusedNetwork } from '../core/network/graphReport';
import { saysOutOfMemory } from '../core/outOfMemory';
import type { Baseline, ErrorCount, FaultFreeRun, Injection } from '../core/site/injection';
import type { OwnReply, OwnSample } from '../core/site/ownSample';
import type { Preview } from '../core/site/preview';
import type { Propagation, PropagationRequest } from '../core/site/propagation';
import type { Quantization } from '../core/site/quantization';
import type { FormatEvaluator } from '../experiment/formats/formatSearch';
import type { Evaluator } from '../experiment/sweep/run';
import { EngineClient } from './engineClient';
import type {
  Assets,
  CallArgument,
  CallName,
  CallResult,
  IdentifiedFiles,
  LoadedAssets,
  StartedWorker,
  UserFiles,
  WorkerPort,
} from './protocol';
import { workersFor } from './workersFor';

/** Events of a pool, besides the results of batches. */
export interface PoolEvents {
  /** A worker did not start, or was lost and replaced. `message` is one sentence. */
  onNotice(message: string): void;
  /** No worker is left, so the pool cannot be used any more. Called even if no batch waits. */
  onFailed(error: Error): void;
}

/** Settings of a pool. */
interface PoolOptions extends PoolEvents {
  spawn(): WorkerPort;
  readonly preference: DevicePreference;
  /** Maximum number of engine workers on WASM and plain JavaScript. A GPU has one. */
  readonly maxWorkers: number;
}

/**
 * One model with one test set in a pool. Its batches always run on these, even if the pool loads
 * others meanwhile.
 */
export interface PooledEngine extends Evaluator, FormatEvaluator {
  readonly assets: LoadedAssets;
  /** Storage places of the first samples. */
  origins(numSamples: number, signal: AbortSignal): Promise<readonly SampleOrigin[]>;
  /** Checksums of the fault masks of some trials (`EngineCalls.maskChecks`). */
  maskChecks(injections: readonly Injection[], signal: AbortSignal): Promise<readonly number[]>;
  /** Runs before all waiting jobs. */
  preview(injection: Injection, signal: AbortSignal): Promise<Preview>;
  /** Runs before all waiting jobs. */
  propagate(request: PropagationRequest, signal: AbortSignal): Promise<Propagation>;
  /** Runs before all waiting jobs. */
  answers(sample: OwnSample, signal: AbortSignal): Promise<OwnReply>;
}

/** Divisor that makes the largest batch, 1,000 samples, a single one. */
const LARGEST_DIVISOR = 1024;

interface Job {
  /** Null for a job that needs no loaded assets. */
  readonly assets: Assets | null;
  /** Undefined for a job that only loads its assets. */
  readonly call: ((client: EngineClient) => Promise<unknown>) | undefined;
  readonly signal: AbortSignal | undefined;
  /** True after the job's worker was lost. A job is retried once. */
  readonly isRetry: boolean;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Engine workers that share one queue. Each takes whole batches of trials; previews run first.
 * Every batch names its assets, and a worker that holds other assets loads them first. On a GPU
 * there is one worker. The first worker whose device is lost is replaced, and its batch runs again.
 * A worker whose memory runs out is replaced by one with batches of half as many samples.
 */
export class EnginePool {
  private readonly clients = new Set<EngineClient>();
  private readonly idle: EngineClient[] = [];
  private readonly loaded = new WeakMap<
    EngineClient,
    { readonly assets: Assets; readonly result: LoadedAssets }
  >();
  /** Assets that each worker holds or is loading. */
  private readonly holding = new WeakMap<EngineClient, Assets>();
  private readonly queue: Job[] = [];
  private hasReplaced = false;
  /** Divisor of all batches of samples, doubled when memory runs out. */
  private batchDivisor = 1;
  /** Divisor that each worker was started with, if above 1. */
  private readonly divisorOf = new WeakMap<EngineClient, number>();
  /** Workers that were replaced because memory ran out. */
  private readonly outgrown = new WeakSet<EngineClient>();
  /** Number of replacements that start. Jobs wait for them even if no worker is left. */
  private numReplacing = 0;
  /** Error that stopped the pool; undefined while it runs. */
  private failure: Error | undefined;

  private constructor(
    private readonly options: PoolOptions,
    private readonly started: StartedWorker,
  ) {}

  /**
   * Starts the first worker, reads its device and starts the others. Throws BackendError if the
   * first does not start.
   */
  static async start(options: PoolOptions): Promise<EnginePool> {
    const first = new EngineClient(options.spawn());
    let pool: EnginePool;
    try {
      pool = new EnginePool(options, await first.call('start', options.preference));
    } catch (error) {
      first.terminate();
      throw error;
    }
    pool.add(first);
    const numMore = pool.started.device === 'webgpu' ? 0 : options.maxWorkers - 1;
    const others = await Promise.allSettled(Array.from({ length: numMore }, () => pool.addWorker()));
    const failed = others.filter(({ status }) => status === 'rejected');
    if (failed.length > 0) {
      const [{ reason }] = failed as [PromiseRejectedResult];
      options.onNotice(
        t`${failed.length} of ${options.maxWorkers} engine workers did not start: ${String(reason)}`,
      );
    }
    return pool;
  }

  /** Device in use and the reason for it. */
  get report(): DeviceReport {
    return { ...this.started, workers: this.clients.size };
  }

  /**
   * Loads assets into one worker, which checks them. The other workers load them with their first
   * batch.
   */
  async open(assets: Assets): Promise<PooledEngine> {
    const loadedAssets = await new Promise<LoadedAssets>((resolve, reject) => {
      this.enqueue({ assets, call: undefined, signal: undefined, isRetry: false, resolve, reject }, true);
    });
    const pool = this;
    return {
      assets: loadedAssets,
      get parallel() {
        return Math.max(1, Math.min(pool.clients.size, workersFor(assets.model)));
      },
      baseline: (run: FaultFreeRun, signal: AbortSignal): Promise<Baseline> =>
        this.run('baseline', run, assets, signal),
      evaluate: (injections: readonly Injection[], signal: AbortSignal): Promise<readonly ErrorCount[]> =>
        this.run('evaluate', injections, assets, signal),
      correct: (
        quantization: Quantization | null,
        numSamples: number,
        signal: AbortSignal,
      ): Promise<Uint8Array> => this.run('correct', { quantization, numSamples }, assets, signal),
      origins: (numSamples: number, signal: AbortSignal): Promise<readonly SampleOrigin[]> =>
        this.run('origins', numSamples, assets, signal),
      maskChecks: (injections: readonly Injection[], signal: AbortSignal): Promise<readonly number[]> =>
        this.run('maskChecks', injections, assets, signal, true),
      preview: (injection: Injection, signal: AbortSignal): Promise<Preview> =>
        this.run('preview', injection, assets, signal, true),
      propagate: (request: PropagationRequest, signal: AbortSignal): Promise<Propagation> =>
        this.run('propagate', request, assets, signal, true),
      answers: (sample: OwnSample, signal: AbortSignal): Promise<OwnReply> =>
        this.run('answers', sample, assets, signal, true),
    };
  }

  /**
   * Reads all of the files in one worker and returns what they are. The worker's loaded assets stay
   * loaded.
   */
  identify(files: UserFiles): Promise<IdentifiedFiles> {
    return this.first((client) => client.call('identify', files));
  }

  /** Reads the file of a network of the reader. The worker's loaded assets stay loaded. */
  openNetwork(files: NetworkFiles): Promise<OpenedNetwork | RefusedNetwork> {
    return this.first((client) => client.call('openNetwork', files));
  }

  /** Runs a call that needs no assets before all waiting jobs. */
  private first<Result>(call: (client: EngineClient) => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.enqueue({ assets: null, call, signal: undefined, isRetry: false, resolve, reject }, true);
    });
  }

  /** Ends all workers. Running and waiting batches reject with an AbortError. */
  terminate(): void {
    this.end(new DOMException(t`The engine was stopped`, 'AbortError'));
  }

  private run<Name extends CallName>(
    name: Name,
    argument: CallArgument<Name>,
    assets: Assets,
    signal: AbortSignal,
    first = false,
  ): Promise<CallResult<Name>> {
    return new Promise((resolve, reject) => {
      const call = (client: EngineClient) => client.call(name, argument);
      this.enqueue({ assets, call, signal, isRetry: false, resolve, reject }, first);
    });
  }

  private enqueue(job: Job, first: boolean): void {
    if (first) this.queue.unshift(job);
    else this.queue.push(job);
    this.dispatch();
  }

  private dispatch(): void {
    if (this.failure !== undefined) for (const job of this.queue.splice(0)) job.reject(this.failure);
    for (let index = 0; index < this.queue.length && this.idle.length > 0; ) {
      const job = this.queue[index]!;
      const isOver = job.signal?.aborted ?? false;
      const client = isOver ? undefined : this.takeIdle(job.assets);
      if (!isOver && client === undefined) {
        index++;
        continue;
      }
      this.queue.splice(index, 1);
      if (client === undefined) job.reject(job.signal!.reason);
      else void this.runOn(client, job);
    }
  }

  /**
   * Takes an idle worker: one that holds these assets, else one with the same model, else any.
   * Returns undefined if as many workers as allowed hold the model and all of them are busy. The
   * job then waits.
   */
  private takeIdle(assets: Assets | null): EngineClient | undefined {
    if (assets === null) return this.idle.shift();
    const holdsModel = (client: EngineClient) => this.holding.get(client)?.model === assets.model;
    let index = this.idle.findIndex((client) => this.holding.get(client) === assets);
    if (index < 0) index = this.idle.findIndex(holdsModel);
    if (index < 0) {
      if ([...this.clients].filter(holdsModel).length >= workersFor(assets.model)) return undefined;
      index = 0;
    }
    const client = this.idle.splice(index, 1)[0]!;
    this.holding.set(client, assets);
    return client;
  }

  private async runOn(client: EngineClient, job: Job): Promise<void> {
    try {
      const result = job.assets === null ? undefined : await this.load(client, job.assets);
      job.resolve((job.call === undefined ? result : await job.call(client)) as never);
    } catch (error) {
      if (this.failure !== undefined) job.reject(this.failure);
      else if (this.ranOutOfMemory(client, error)) this.queue.unshift(job);
      else if (client.lost === undefined || job.isRetry) job.reject(error);
      else this.queue.unshift({ ...job, isRetry: true });
    }
    if (this.clients.has(client)) this.idle.push(client);
    this.dispatch();
  }

  private async load(client: EngineClient, assets: Assets): Promise<LoadedAssets> {
    const known = this.loaded.get(client);
    if (known?.assets === assets) return known.result;
    // A failed load may have disposed the old model to make room, so the worker holds nothing.
    this.loaded.delete(client);
    try {
      const result = await client.call('load', assets);
      this.loaded.set(client, { assets, result });
      return result;
    } catch (error) {
      this.holding.delete(client);
      throw error;
    }
  }

  private async addWorker(): Promise<void> {
    const client = new EngineClient(this.options.spawn());
    try {
      await client.call('start', this.started.device);
      if (this.batchDivisor > 1) await client.call('divideBatches', this.batchDivisor);
      this.divisorOf.set(client, this.batchDivisor);
    } catch (error) {
      client.terminate();
      throw error;
    }
    if (this.failure === undefined) this.add(client);
    else client.terminate();
  }

  private add(client: EngineClient): void {
    client.onLost = (message) => this.replace(client, message);
    this.clients.add(client);
    this.idle.push(client);
  }

  /**
   * Starts a new worker for the first lost one. After a second loss the remaining workers go on, or
   * the pool fails if there are none.
   */
  private replace(client: EngineClient, message: string): void {
    this.remove(client);
    if (saysOutOfMemory(message) && this.loaded.has(client) && this.batchDivisor < LARGEST_DIVISOR) {
      this.shrinkBatches(client);
      return;
    }
    if (this.hasReplaced) {
      if (this.clients.size === 0 && this.numReplacing === 0) {
        const text = t`${message}. It was lost before: the run has stopped`;
        this.fail(new BackendError(this.started.device, text));
      }
      return;
    }
    this.hasReplaced = true;
    this.options.onNotice(t`${message}. All results are kept; a new device takes over`);
    this.startReplacement();
  }

  /**
   * Returns true if a batch failed for want of memory and a smaller one may fit. Replaces the
   * worker first, because a new one has all memory again.
   */
  private ranOutOfMemory(client: EngineClient, error: unknown): boolean {
    if (this.outgrown.has(client)) return true;
    if (!(error instanceof Error) || error.name !== 'MemoryError') return false;
    this.remove(client);
    this.shrinkBatches(client);
    return true;
  }

  /** Starts a worker with batches of half as many samples as those of `client` had. */
  private shrinkBatches(client: EngineClient): void {
    this.outgrown.add(client);
    // Another worker may have run out before.
    if ((this.divisorOf.get(client) ?? 1) === this.batchDivisor) {
      this.batchDivisor *= 2;
      this.options.onNotice(
        t`Memory ran out. The run goes on with batches of 1/${this.batchDivisor} of their size: slower, and with the same results`,
      );
    }
    this.startReplacement();
  }

  private remove(client: EngineClient): void {
    this.clients.delete(client);
    const index = this.idle.indexOf(client);
    if (index >= 0) this.idle.splice(index, 1);
    client.terminate();
  }

  private startReplacement(): void {
    this.numReplacing++;
    this.addWorker()
      .catch((error: Error) => {
        if (this.clients.size === 0) this.fail(error);
      })
      .finally(() => {
        this.numReplacing--;
        this.dispatch();
      });
  }

  private fail(failure: Error): void {
    this.end(failure);
    this.options.onFailed(failure);
  }

  private end(failure: Error): void {
    this.failure ??= failure;
    for (const client of this.clients) client.terminate();
    this.clients.clear();
    this.idle.length = 0;
    this.dispatch();
  }
}
