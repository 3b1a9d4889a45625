import { afterEach, expect, it } from 'vitest';
import { messagesInUse, setMessages } from '../core/language/t';
import { hearLanguage, sendLanguage } from './workerLanguage';

afterEach(() => setMessages(null));

it('sends the texts of the page once, and none for English', () => {
  const sent: unknown[] = [];
  sendLanguage({ postMessage: (message: unknown) => sent.push(message) });
  expect(sent).toEqual([]);
  setMessages({ 'Layer {0}': 'Schicht {0}' });
  sendLanguage({ postMessage: (message: unknown) => sent.push(message) });
  expect(sent).toEqual([{ messages: { 'Layer {0}': 'Schicht {0}' } }]);
});

it('keeps the texts in the worker and passes every other message on', () => {
  const received: object[] = [];
  const hear = hearLanguage<{ id: number }>((message) => received.push(message));
  hear({ data: { messages: { 'Layer {0}': 'Schicht {0}' } } });
  hear({ data: { id: 4 } });
  expect(messagesInUse()).toEqual({ 'Layer {0}': 'Schicht {0}' });
  expect(received).toEqual([{ id: 4 }]);
});
