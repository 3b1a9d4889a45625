// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { changeLanguage, chosenLanguage } from './language';

const before = location.href;

beforeEach(() => {
  localStorage.clear();
  history.replaceState(null, '', before);
  vi.spyOn(location, 'reload').mockImplementation(() => {});
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['fr', 'de-AT', 'en']);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const openAt = (query: string) => history.replaceState(null, '', new URL(query, before));

it('takes the language of the address, then the stored one, then the browser’s first that it has', () => {
  expect(chosenLanguage()).toBe('de');
  changeLanguage('en');
  expect(chosenLanguage()).toBe('en');
  openAt('?lang=de');
  expect(chosenLanguage()).toBe('de');
  openAt('?lang=fr');
  expect(chosenLanguage()).toBe('en');
});

it('stores a choice and takes the language out of the address, and loads the page again', () => {
  openAt('?a=1&lang=de#/x?v=1');
  changeLanguage('en');
  expect(location.search + location.hash).toBe('?a=1#/x?v=1');
  expect(chosenLanguage()).toBe('en');
  expect(location.reload).toHaveBeenCalledOnce();
});

it('keeps a choice in the address if the browser stores nothing', () => {
  vi.stubGlobal('localStorage', {
    getItem: () => null,
    setItem: () => {
      throw new DOMException('forbidden', 'SecurityError');
    },
  });
  changeLanguage('en');
  expect(location.search).toBe('?lang=en');
  expect(chosenLanguage()).toBe('en');
});
