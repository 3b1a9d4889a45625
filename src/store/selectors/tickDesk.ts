import type { TickAnswer, TickQuestion } from '../../experiment/ticks/tickQuestion';
import type { Reply } from '../../worker/protocol';
import { requestTicks, type TicksPort } from '../../worker/ticksProtocol';

/** Queue of questions about ticks and their ratios, whose answers arrive later. */
export interface TickDesk {
  /** Returns the answer to this question object. Undefined while it is computed. */
  answer<Question extends TickQuestion>(question: Question): TickAnswer<Question> | undefined;
  /** Cancels a question unless its computation has started. */
  withdraw(question: TickQuestion): void;
}

/**
 * Creates a desk whose questions are answered by a worker, one at a time. The newest comes first,
 * since it belongs to what is on screen. After each answer, `publish` gets the desk as a new
 * object, so that selectors ask again.
 *
 * `start` starts the worker at the first question. If the worker fails, the question is answered in
 * this thread, and the next one starts another worker. If the script for that cannot be loaded, the
 * question stays open until it is asked again.
 */
export function createTickDesk(start: () => TicksPort, publish: (desk: TickDesk) => void): TickDesk {
  const answers = new WeakMap<TickQuestion, TickAnswer>();
  const waiting = new Set<TickQuestion>();
  let port: TicksPort | undefined;
  let current: { readonly id: number; readonly question: TickQuestion } | undefined;
  let nextId = 0;

  const desk: TickDesk = {
    answer<Question extends TickQuestion>(question: Question) {
      const answer = answers.get(question) as TickAnswer<Question> | undefined;
      if (answer === undefined && current?.question !== question) {
        waiting.add(question);
        askNext();
      }
      return answer;
    },
    withdraw: (question) => waiting.delete(question),
  };

  function askNext(): void {
    const question = [...waiting].at(-1);
    if (current !== undefined || question === undefined) return;
    waiting.delete(question);
    current = { id: nextId++, question };
    port ??= open();
    port.post(requestTicks(current.id, question));
  }

  function open(): TicksPort {
    const opened = start();
    opened.listen((reply: Reply) => {
      if (reply.kind === 'lost' || reply.id !== current?.id) return;
      if (reply.kind === 'done') take(current.question, reply.result as TickAnswer);
      else answerHere(current.question);
    });
    opened.onCrash(() => {
      opened.terminate();
      port = undefined;
      if (current !== undefined) answerHere(current.question);
    });
    return opened;
  }

  function answerHere(question: TickQuestion): void {
    void import('../../experiment/ticks/tickQuestion').then(
      ({ answerTicks }) => take(question, answerTicks(question)),
      () => leave(question),
    );
  }

  function take(question: TickQuestion, answer: TickAnswer): void {
    answers.set(question, answer);
    leave(question);
    publish({ ...desk });
  }

  function leave(question: TickQuestion): void {
    if (current?.question !== question) return;
    current = undefined;
    askNext();
  }

  return desk;
}
