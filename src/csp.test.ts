import { expect, it } from 'vitest';
import { STOCK_WEIGHTS } from './core/network/stockWeights';
import { embedPolicy, headerPolicy, metaPolicy } from './csp';

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

it('lets other sites frame the page for embedding alone, which reaches no other host', () => {
  expect(headerPolicy).toContain("frame-ancestors 'self'");
  expect(embedPolicy).not.toContain('frame-ancestors');
  expect(embedPolicy).toContain("connect-src 'self';");
  const kept = (policy: string) => policy.replace(/(?:connect-src|frame-ancestors)[^;]*;?/g, '').trim();
  expect(kept(embedPolicy)).toBe(kept(metaPolicy));
});
