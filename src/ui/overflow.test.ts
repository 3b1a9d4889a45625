import { describe, expect, it } from 'vitest';
import { answerName, dueText } from './overflow';

describe('answerName', () => {
  it('names a class, numbers one without a name, and says where there is none', () => {
    expect(answerName(1, ['cat', 'dog'])).toBe('dog');
    expect(answerName(2, ['cat', 'dog'])).toBe('2');
    expect(answerName(null, ['cat', 'dog'])).toBe('no answer');
  });
});

describe('dueText', () => {
  it('counts overflows, and says nothing where none is or none was counted', () => {
    expect(dueText(1200)).toBe(', 1,200 of them without an answer: a value overflowed float32');
    expect(dueText(0)).toBe('');
    expect(dueText(undefined)).toBe('');
  });
});
