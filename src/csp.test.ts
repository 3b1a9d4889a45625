import { expect, it } from 'vitest';
import { STOCK_WEIGHTS } from './core/network/stockWeights';
import { headerPolicy, metaPolicy } from './csp';

it('lets the page connect to itself and to the folder of the stock weights, and to nothing else', () => {
  for (const policy of [headerPolicy, metaPolicy]) {
    const [, sources] = /connect-src ([^;]*)/.exec(policy)!;
    const [self, folder, ...others] = sources!.split(' ');
    expect(self).toBe("'self'");
    expect(others).toEqual([]);
    expect(folder).toMatch(/^https:.*\/$/);
    for (const { url } of Object.values(STOCK_WEIGHTS)) expect(url.startsWith(folder!)).toBe(true);
  }
});
