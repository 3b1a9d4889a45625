import { expect, test } from 'vitest';
import { classMember, classSeed } from './classSeed';

test('a class with and without a student is read', () => {
  expect(classMember('')).toBeNull();
  expect(classMember('ml-2026')).toEqual({ name: 'ml-2026', student: null });
  expect(classMember('ml-2026:17')).toEqual({ name: 'ml-2026', student: 17 });
});

test('seeds are the start of a digest that sha256sum gives too', () => {
  // printf 'ml-2026:17' | sha256sum
  expect(classSeed('ml-2026', 17).toString(16).padStart(8, '0')).toBe('aa3da725');
});

test('students of two classes of 200 have 400 seeds', () => {
  const seeds = ['a', 'b'].flatMap((name) =>
    Array.from({ length: 200 }, (_, index) => classSeed(name, index + 1)),
  );
  expect(new Set(seeds).size).toBe(400);
});
