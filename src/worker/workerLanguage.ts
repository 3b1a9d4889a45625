import { type Messages, messagesInUse, setMessages } from '../core/language/t';

/** First message of the page to a worker: the texts of its language. English needs none. */
interface LanguageMessage {
  readonly messages: Messages;
}

/** Sends the texts of the page's language to a new worker, so that its errors are in it too. */
export function sendLanguage(worker: Pick<Worker, 'postMessage'>): void {
  const messages = messagesInUse();
  if (messages !== null) worker.postMessage({ messages } satisfies LanguageMessage);
}

/**
 * Returns a listener that keeps the texts of a language and gives other messages to `receive`.
 */
export function hearLanguage<Message extends object>(
  receive: (message: Message) => void,
): (event: { readonly data: Message | LanguageMessage }) => void {
  return ({ data }) => ('messages' in data ? setMessages(data.messages) : receive(data));
}
