// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import { DIRECT_DESK } from '../../store/selectors/directDesk';
import { openEmbed } from './openEmbed';

vi.mock('./EmbedPage', () => ({ EmbedPage: () => null }));

it('is loaded anew when the page around it, or a reader, gives it another hash', () => {
  const reload = vi.spyOn(location, 'reload').mockImplementation(() => {});
  openEmbed(document.body, {
    hash: '#/x?v=1&embed=1',
    storedRuns: [],
    startPool: () => Promise.reject(new TypeError('No engine is asked for')),
    openTickDesk: () => DIRECT_DESK,
    assetBase: 'https://example.org/',
    now: () => 0,
  });
  expect(reload).not.toHaveBeenCalled();
  window.dispatchEvent(new Event('hashchange'));
  expect(reload).toHaveBeenCalledOnce();
});
