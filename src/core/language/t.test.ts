import { afterEach, expect, it } from 'vitest';
import { inEnglish, messagesInUse, partsOf, setMessages, t } from './t';

afterEach(() => setMessages(null));

it('returns the English text with its values without a catalogue', () => {
  expect(messagesInUse()).toBeNull();
  expect(t`Layer ${'fc-1'} has ${2} words`).toBe('Layer fc-1 has 2 words');
  expect(t`${1} of ${2}`).toBe('1 of 2');
});

it('takes a line break of the source for one space', () => {
  expect(t`Press a layer
    to go there`).toBe('Press a layer to go there');
});

it('returns the text of the catalogue, with the values in its order', () => {
  setMessages({
    '{0} of {1} trials': 'Von {1} Durchläufen {0}',
    'Press a layer to go there': 'Schicht wählen',
  });
  expect(t`${3} of ${8} trials`).toBe('Von 8 Durchläufen 3');
  expect(t`Press a layer
    to go there`).toBe('Schicht wählen');
  expect(t`Not in the catalogue: ${5}`).toBe('Not in the catalogue: 5');
});

it('puts values into the text once, whatever they hold', () => {
  setMessages({ 'File {0}, {1}': '{1}: Datei {0}' });
  expect(t`File ${'{1}$&'}, ${7}`).toBe('7: Datei {1}$&');
});

it('writes English where a catalogue is in use, also after an error', () => {
  setMessages({ weights: 'Gewichte' });
  expect(inEnglish(() => t`weights`)).toBe('weights');
  expect(t`weights`).toBe('Gewichte');
  const fails = () => {
    throw new RangeError(t`weights`);
  };
  expect(() => inEnglish(fails)).toThrow('weights');
  expect(t`weights`).toBe('Gewichte');
});

it('returns parts for values that are no text', () => {
  setMessages({ 'Press {0} to go': '{0} drücken' });
  const pieces = ['Press ', ' to go'];
  expect(partsOf(pieces)).toEqual(['', 0, ' drücken']);
  setMessages(null);
  expect(partsOf(pieces)).toEqual(['Press ', 0, ' to go']);
});
