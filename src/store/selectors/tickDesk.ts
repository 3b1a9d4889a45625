import type { TickAnswer, TickQuestion } from '../../experiment/ticks/tickQuestion';
import type { Reply } from '../../worker/protocol';
import { requestTicks, type TicksPort } from '../../worker/ticksProtocol';

/** Where ticks and their ratios are worked out. */
export interface TickDesk {
  /** The answer to this very question; undefined while it is worked out. */
  answer<Question extends TickQuestion>(question: Question): TickAnswer<Question> | undefined;
  /** Nobody waits for the answer any more. */
  withdraw(question: TickQuestion): void;
}

/**
 * A desk that has its questions worked out by a worker, one at a time, the newest first: that is what is looked at. With each answer
 * `publish` gets the desk anew as another object, so that whoever asked asks again. The worker starts with the first question.
 * Where it fails, the question is answered here, and the next one tries another worker. The script for that comes when it is
 * needed; where that cannot be loaded either, the question is open until it is asked again.
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
