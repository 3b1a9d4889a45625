import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { DEFAULT_SPEC } from '../../experiment/settings/experimentSpec';
import { baselineOf } from '../../experiment/sweep/measurement.fake';
import type { Measurement } from '../../experiment/sweep/results';
import { answerTicks, type TickQuestion } from '../../experiment/ticks/tickQuestion';
import type { Reply } from '../../worker/protocol';
import { serveTicks } from '../../worker/serveTicks';
import type { TicksPort, TicksRequest } from '../../worker/ticksProtocol';
import { createTickDesk, type TickDesk } from './tickDesk';

const BERS = [1e-5, 1e-4, 1e-3, 1e-2];

/** Returns trials whose loss grows with the BER, `factor` times as fast as usual. */
function measured(factor: number): Measurement {
  const results = BERS.flatMap((ber) =>
    Array.from({ length: 40 }, (_, trial) => {
      return {
        ber,
        trial,
        wrong: 20 + Math.round(Math.min(900, factor * ber * 1e4 * (1 + (trial % 7)))),
        total: 1000,
      };
    }),
  );
  return { spec: DEFAULT_SPEC, baseline: baselineOf(17, 20), results };
}

const question = (factor: number): TickQuestion => ({
  measurement: measured(factor),
  against: null,
  unit: 'points',
});

/**
 * Fake worker in this thread that answers on demand. Messages are cloned, as in a browser.
 */
class FakeTicksWorker implements TicksPort {
  readonly requests: TicksRequest[] = [];
  isTerminated = false;
  private readonly replies: Reply[] = [];
  private serve: (request: TicksRequest) => void = () => {};
  private receive: (reply: Reply) => void = () => {};
  crash: () => void = () => {};

  constructor() {
    serveTicks({
      post: (reply) => this.replies.push(structuredClone(reply)),
      listen: (receive) => {
        this.serve = receive;
      },
    });
  }

  post(request: TicksRequest): void {
    this.requests.push(structuredClone(request));
  }

  listen(receive: (reply: Reply) => void): void {
    this.receive = receive;
  }

  onCrash(receive: () => void): void {
    this.crash = receive;
  }

  terminate(): void {
    this.isTerminated = true;
  }

  /** Answers the last question. */
  answer(): void {
    this.serve(this.requests.at(-1)!);
    this.receive(this.replies.pop()!);
  }
}

function open() {
  const workers: FakeTicksWorker[] = [];
  const publish = vi.fn<(desk: TickDesk) => void>();
  const start = () => {
    workers.push(new FakeTicksWorker());
    return workers.at(-1)!;
  };
  return { desk: createTickDesk(start, publish), workers, publish };
}

describe('a desk with a worker', () => {
  it('gives the very numbers that are read off at once, of ticks and of ratios', () => {
    const { desk, workers, publish } = open();
    const ratio: TickQuestion = { measurement: measured(1), against: measured(3), unit: 'relative' };
    for (const [index, asked] of [question(1), ratio].entries()) {
      expect(desk.answer(asked)).toBeUndefined();
      workers[0]!.answer();
      expect(publish).toHaveBeenCalledTimes(index + 1);
      const answer = desk.answer(asked)!;
      expect(answer).toEqual(answerTicks(asked));
      expect(JSON.stringify(answer)).toContain('"interval":{');
      expect(desk.answer(asked)).toBe(answer);
    }
    expect(workers.length).toBe(1);
  });

  it('starts no worker before the first question', () => {
    expect(open().workers).toEqual([]);
  });

  it('asks one question at a time, each once, and none that was withdrawn', () => {
    const { desk, workers } = open();
    const [first, second, third] = [question(1), question(2), question(3)];
    for (const asked of [first, second, third, first, second]) desk.answer(asked);
    const { requests } = workers[0]!;
    expect(requests.length).toBe(1);
    desk.withdraw(second);
    workers[0]!.answer();
    expect(requests.length).toBe(2);
    workers[0]!.answer();
    expect(requests.length).toBe(2);
    expect(desk.answer(third)).toEqual(answerTicks(third));
    expect(desk.answer(first)).toEqual(answerTicks(first));
  });

  it('asks the newest question first', () => {
    const { desk, workers } = open();
    const [first, second, third] = [question(1), question(2), question(3)];
    for (const asked of [first, second, third]) desk.answer(asked);
    workers[0]!.answer();
    workers[0]!.answer();
    expect(desk.answer(third)).toEqual(answerTicks(third));
    expect(desk.answer(second)).toBeUndefined();
  });

  it('publishes another desk with every answer, which knows what was answered', () => {
    const { desk, workers, publish } = open();
    const asked = question(1);
    desk.answer(asked);
    workers[0]!.answer();
    const [next] = publish.mock.lastCall!;
    expect(next).not.toBe(desk);
    expect(next.answer(asked)).toBe(desk.answer(asked));
  });

  it('answers by itself where the worker fails, and tries another one for the next question', async () => {
    const { desk, workers, publish } = open();
    const [first, second, third] = [question(1), question(2), question(3)];
    desk.answer(first);
    desk.answer(second);
    workers[0]!.crash();
    expect(workers[0]!.isTerminated).toBe(true);
    await vi.waitFor(() => expect(publish).toHaveBeenCalledTimes(1));
    expect(desk.answer(first)).toEqual(answerTicks(first));
    expect(desk.answer(second)).toBeUndefined();
    expect(workers.length).toBe(2);
    workers[1]!.answer();
    expect(desk.answer(second)).toEqual(answerTicks(second));
    // A failure between two questions leaves no question unanswered.
    workers[1]!.crash();
    expect(publish).toHaveBeenCalledTimes(2);
    desk.answer(third);
    workers[2]!.answer();
    expect(desk.answer(third)).toEqual(answerTicks(third));
  });

  it('leaves a question open where its own script is missing too, until it is asked again', async () => {
    const { desk, workers, publish } = open();
    const [first, second] = [question(1), question(2)];
    desk.answer(first);
    desk.answer(second);
    vi.doMock('../../experiment/ticks/tickQuestion', () => {
      throw new TypeError('Failed to fetch');
    });
    onTestFinished(() => {
      vi.doUnmock('../../experiment/ticks/tickQuestion');
    });
    workers[0]!.crash();
    await vi.waitFor(() => expect(workers.length).toBe(2));
    workers[1]!.answer();
    expect(desk.answer(second)).toEqual(answerTicks(second));
    expect(publish).toHaveBeenCalledTimes(1);
    expect(desk.answer(first)).toBeUndefined();
    workers[1]!.answer();
    expect(desk.answer(first)).toEqual(answerTicks(first));
  });
});
