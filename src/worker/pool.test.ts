import { describe, expect, it } from 'vitest';
import type { FaultSite, Injection } from '../core/site/injection';
import { parseQFormat } from '../core/words/qformat';
import { EnginePool } from './pool';
import type { Assets, CallName, Reply, Request, StartedWorker, UserFiles, WorkerPort } from './protocol';

const SITE: FaultSite = {
  structures: ['weights'],
  layers: ['fc-1'],
  format: parseQFormat('Q2.6'),
  activationFormat: parseQFormat('Q5.3'),
  encoding: 'twosComplement',
  reluWords: 'signed',
  bitPositions: null,
  lifetime: 'permanent',
};
const injection = (trial: number): Injection => ({
  site: SITE,
  sampling: 'bernoulli',
  rateCoupling: 'nested',
  seed: 7,
  ber: 1e-3,
  trial,
  numSamples: 10,
});
const STARTED: StartedWorker = { device: 'wasm', adapter: 'fake', software: false, reason: 'a test' };
const ASSETS = { model: 'lenet-fc' } as Assets;
const never = new AbortController().signal;

/** A worker whose answers the test controls. It answers `start` and `load` itself. */
class FakeWorker implements WorkerPort {
  readonly waiting: Request[] = [];
  readonly log: CallName[] = [];
  terminated = false;
  /** Divisor of its batches of samples. */
  divisor = 1;
  /** True if `load` is never answered. */
  holds = false;
  /** True if `load` fails. */
  refuses = false;
  private receive: (reply: Reply) => void = () => {};
  private crash: (message: string) => void = () => {};

  constructor(
    private readonly started: StartedWorker,
    private readonly fails = false,
  ) {}

  post(request: Request): void {
    this.log.push(request.name);
    if (request.name === 'start' && this.fails) queueMicrotask(() => this.crash('no memory'));
    else if (request.name === 'start') this.reply(request, this.started);
    else if (request.name === 'divideBatches') {
      this.divisor = request.argument as number;
      this.reply(request, undefined);
    } else if (request.name === 'load' && this.refuses) {
      this.waiting.push(request);
      void this.fail('weights.bin: wrong digest');
    } else if (request.name === 'load' && !this.holds) this.reply(request, { numSamples: 10 });
    else this.waiting.push(request);
  }
  listen(receive: (reply: Reply) => void): void {
    this.receive = receive;
  }
  onCrash(receive: (message: string) => void): void {
    this.crash = receive;
  }
  terminate(): void {
    this.terminated = true;
  }

  /** Answers the oldest call with its trial numbers. */
  async answer(): Promise<void> {
    const request = this.waiting.shift()!;
    this.reply(request, (request.argument as Injection[]).map?.(({ trial }) => trial) ?? 'preview');
    await settled();
  }
  async fail(message: string): Promise<void> {
    const { id } = this.waiting.shift()!;
    this.receive({ kind: 'failed', id, error: { name: 'AssetError', message } });
    await settled();
  }
  async runOutOfMemory(): Promise<void> {
    const { id } = this.waiting.shift()!;
    this.receive({ kind: 'failed', id, error: { name: 'MemoryError', message: 'no bytes left' } });
    await settled();
  }
  async lose(why = ''): Promise<void> {
    this.receive({ kind: 'lost', message: `The GPU device was lost${why}` });
    await settled();
  }
  async crashNow(): Promise<void> {
    this.crash('The engine worker failed: a script error');
    await settled();
  }
  private reply({ id }: Request, result: unknown): void {
    queueMicrotask(() => this.receive({ kind: 'done', id, result }));
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

async function startPool(
  maxWorkers: number,
  device: StartedWorker['device'] = 'wasm',
  assets: Assets = ASSETS,
) {
  const workers: FakeWorker[] = [];
  const notices: string[] = [];
  const pool = await EnginePool.start({
    spawn: () => {
      const worker = new FakeWorker({ ...STARTED, device });
      workers.push(worker);
      return worker;
    },
    preference: 'auto',
    maxWorkers,
    onNotice: (message) => notices.push(message),
    onFailed: () => {},
  });
  const engine = await pool.open(assets);
  return { pool, engine, workers, notices };
}

describe('EnginePool', () => {
  it('has one worker on a GPU and as many as allowed elsewhere', async () => {
    expect((await startPool(4)).pool.report).toMatchObject({ device: 'wasm', workers: 4 });
    expect((await startPool(4, 'webgpu')).pool.report).toMatchObject({ device: 'webgpu', workers: 1 });
  });

  it('gives each batch to an idle worker and keeps the others waiting in order', async () => {
    const { engine, workers } = await startPool(2);
    const results = [0, 1, 2].map((trial) => engine.evaluate([injection(trial)], never));
    await settled();
    expect(workers.map(({ waiting }) => waiting.length)).toEqual([1, 1]);
    await workers[1]!.answer();
    expect(workers[1]!.waiting).toHaveLength(1);
    await workers[1]!.answer();
    await workers[0]!.answer();
    expect((await Promise.all(results)).flat().toSorted()).toEqual([0, 1, 2]);
  });

  it('keeps a model of half a gigabyte in one worker, whatever waits, and small ones run beside it', async () => {
    const { pool, engine, workers } = await startPool(2, 'wasm', { model: 'vgg16' } as Assets);
    expect(engine.parallel).toBe(1);
    const results = [0, 1].map((trial) => engine.evaluate([injection(trial)], never));
    await settled();
    expect(workers.map(({ waiting }) => waiting.length)).toEqual([1, 0]);
    const small = await pool.open(ASSETS);
    expect(small.parallel).toBe(2);
    expect(workers[1]!.log).toEqual(['start', 'load']);
    await workers[0]!.answer();
    await workers[0]!.answer();
    expect((await Promise.all(results)).flat()).toEqual([0, 1]);
    // Another test set of the same model replaces the first.
    await pool.open({ model: 'vgg16' } as Assets);
    expect(workers.map(({ log }) => log.filter((name) => name === 'load').length)).toEqual([2, 1]);
  });

  it('forgets what a worker held when a load fails: files that are wanted again load again', async () => {
    const { pool, engine, workers } = await startPool(1);
    workers[0]!.refuses = true;
    await expect(pool.open({ model: 'vgg16' } as Assets)).rejects.toMatchObject({ name: 'AssetError' });
    workers[0]!.refuses = false;
    const result = engine.evaluate([injection(3)], never);
    await settled();
    await workers[0]!.answer();
    expect(await result).toEqual([3]);
    expect(workers[0]!.log).toEqual(['start', 'load', 'load', 'load', 'evaluate']);
  });

  it('lets another worker hold a model of half a gigabyte that the first could not load', async () => {
    const { pool, workers } = await startPool(2);
    workers[1]!.refuses = true;
    const vgg16 = { model: 'vgg16' } as Assets;
    await expect(pool.open(vgg16)).rejects.toMatchObject({ name: 'AssetError' });
    // Both are busy; the failed one stays busy.
    for (let call = 0; call < 2; call++) void pool.identify({} as UserFiles);
    await settled();
    await workers[0]!.answer();
    expect((await pool.open(vgg16)).assets).toMatchObject({ numSamples: 10 });
    expect(workers.map(({ log }) => log.at(-1))).toEqual(['load', 'identify']);
  });

  it('lets a preview go before waiting batches', async () => {
    const { engine, workers } = await startPool(1);
    void engine.evaluate([injection(0)], never);
    void engine.evaluate([injection(1)], never);
    const preview = engine.preview(injection(2), never);
    await settled();
    await workers[0]!.answer();
    expect(workers[0]!.waiting[0]!.name).toBe('preview');
    await workers[0]!.answer();
    expect(await preview).toBe('preview');
  });

  it('asks a worker which images are right, of the structure and the number that it was asked for', async () => {
    const { engine, workers } = await startPool(1);
    const quantization = { structure: 'activations', format: parseQFormat('Q5.3') } as const;
    void engine.correct(quantization, 10, never);
    await settled();
    expect(workers[0]!.waiting[0]).toMatchObject({
      name: 'correct',
      argument: { quantization, numSamples: 10 },
    });
  });

  it('drops an aborted batch before it reaches a worker', async () => {
    const { engine, workers } = await startPool(1);
    const controller = new AbortController();
    void engine.evaluate([injection(0)], never);
    const dropped = engine.evaluate([injection(1)], controller.signal);
    dropped.catch(() => undefined);
    controller.abort();
    await settled();
    await workers[0]!.answer();
    await expect(dropped).rejects.toThrow();
    expect(workers[0]!.waiting).toHaveLength(0);
  });

  it('passes an error on by name and goes on working', async () => {
    const { engine, workers } = await startPool(1);
    const failing = engine.evaluate([injection(0)], never);
    const next = engine.evaluate([injection(1)], never);
    failing.catch(() => undefined);
    await settled();
    await workers[0]!.fail('weights.bin: wrong digest');
    await expect(failing).rejects.toMatchObject({ name: 'AssetError', message: 'weights.bin: wrong digest' });
    await workers[0]!.answer();
    expect(await next).toEqual([1]);
  });

  it.each(['lose', 'crashNow'] as const)(
    'replaces a worker once after %s and runs its batch again',
    async (event) => {
      const { engine, workers, notices } = await startPool(1, 'webgpu');
      const result = engine.evaluate([injection(5)], never);
      await workers[0]![event]();
      expect(workers).toHaveLength(2);
      expect(workers[0]!.terminated).toBe(true);
      expect(workers[1]!.log).toEqual(['start', 'load', 'evaluate']);
      expect(notices).toHaveLength(1);
      await workers[1]!.answer();
      expect(await result).toEqual([5]);

      const second = engine.evaluate([injection(6)], never);
      second.catch(() => undefined);
      await workers[1]![event]();
      await expect(second).rejects.toMatchObject({ name: 'BackendError' });
      expect(workers).toHaveLength(2);
    },
  );

  it('halves the batches of samples until the memory holds them, and runs no trial twice or never', async () => {
    const { engine, workers, notices } = await startPool(2);
    const results = [0, 1, 2].map((trial) => engine.evaluate([injection(trial)], never));
    await settled();
    // Both run out with the same batches, which counts once.
    await workers[0]!.runOutOfMemory();
    await workers[1]!.runOutOfMemory();
    expect(workers.map(({ divisor, terminated }) => [divisor, terminated])).toEqual([
      [1, true],
      [1, true],
      [2, false],
      [2, false],
    ]);
    await workers[2]!.runOutOfMemory();
    expect(workers.at(-1)!.divisor).toBe(4);
    for (const worker of [workers[3]!, workers[4]!, workers[3]!]) await worker.answer();
    expect(await Promise.all(results)).toEqual([[0], [1], [2]]);
    expect(notices).toEqual(
      [2, 4].map((divisor) => expect.stringContaining(`batches of 1/${divisor} of their size`)),
    );
  });

  it('halves the batches after a GPU was lost for want of memory, more than once', async () => {
    const { engine, workers } = await startPool(1, 'webgpu');
    const result = engine.evaluate([injection(5)], never);
    await settled();
    for (let loss = 0; loss < 3; loss++)
      await workers[loss]!.lose(' (unknown: VK_ERROR_OUT_OF_DEVICE_MEMORY)');
    expect(workers.map(({ divisor }) => divisor)).toEqual([1, 2, 4, 8]);
    await workers[3]!.answer();
    expect(await result).toEqual([5]);
  });

  it('does not halve batches for a network that is lost while it loads', async () => {
    const { engine, workers } = await startPool(1, 'webgpu');
    await workers[0]!.lose();
    workers[1]!.holds = true;
    const result = engine.evaluate([injection(5)], never);
    result.catch(() => undefined);
    await settled();
    await workers[1]!.lose(' (out of memory)');
    await expect(result).rejects.toMatchObject({ name: 'BackendError' });
    expect(workers).toHaveLength(2);
  });

  it('replaces a worker that was lost while idle at once', async () => {
    const { engine, workers, notices } = await startPool(1, 'webgpu');
    await workers[0]!.lose();
    expect(notices).toHaveLength(1);
    const result = engine.evaluate([injection(5)], never);
    await settled();
    await workers[1]!.answer();
    expect(await result).toEqual([5]);
  });

  it('runs each batch on its own assets, whatever was opened meanwhile', async () => {
    const { pool, engine, workers } = await startPool(1);
    const other = await pool.open({ ...ASSETS, dataId: 'mnist' });
    const results = [engine, other, engine].map((one, trial) => one.evaluate([injection(trial)], never));
    for (let batch = 0; batch < 3; batch++) {
      await settled();
      await workers[0]!.answer();
    }
    expect(await Promise.all(results)).toEqual([[0], [1], [2]]);
    // Opened twice, then loaded again for every change of assets.
    expect(workers[0]!.log.slice(1)).toEqual([
      ...['load', 'load'],
      ...['load', 'evaluate'],
      ...['load', 'evaluate'],
      ...['load', 'evaluate'],
    ]);
  });

  it('goes on with the workers that start, and says which did not', async () => {
    const notices: string[] = [];
    const workers: FakeWorker[] = [];
    const pool = await EnginePool.start({
      spawn: () => {
        const worker = new FakeWorker(STARTED, workers.length === 1);
        workers.push(worker);
        return worker;
      },
      preference: 'auto',
      maxWorkers: 3,
      onNotice: (message) => notices.push(message),
      onFailed: () => {},
    });
    expect(pool.report.workers).toBe(2);
    expect(workers.map(({ terminated }) => terminated)).toEqual([false, true, false]);
    expect(notices).toEqual([expect.stringContaining('1 of 3 engine workers did not start')]);
  });

  it('ends everything that waits when it is terminated', async () => {
    const { pool, engine, workers } = await startPool(1);
    const flying = engine.evaluate([injection(0)], never);
    const waiting = engine.evaluate([injection(1)], never);
    const ends = Promise.allSettled([flying, waiting]);
    pool.terminate();
    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(workers[0]!.terminated).toBe(true);
    expect(workers).toHaveLength(1);
  });
});
