// @vitest-environment happy-dom
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { figureFile, figureOfFile } from './figureFile';

const HOSTILE = {
  results: '{"a":"</script><script>alert(1)</script>"}',
  link: 'https://e.org/"><img src=x onerror=alert(1)>',
};
const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>';
const SCRIPT = 'const a = "</script>", b = "<!--";';

test('a file allows its own script alone, whatever its content holds', async () => {
  const html = await figureFile('<b>"A"&', HOSTILE, SCRIPT, PICTURE);
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const scripts = [...parsed.scripts];
  expect(scripts.map(({ type }) => type)).toEqual(['application/json', 'module']);
  expect(scripts[1]!.textContent).toBe('const a = "<\\/script>", b = "<\\!--";');
  const hash = createHash('sha256').update(scripts[1]!.textContent!).digest('base64');
  const policy = parsed.querySelector('meta[http-equiv="Content-Security-Policy"]')!.getAttribute('content');
  expect(policy).toBe(`default-src 'none'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`);
  expect(parsed.title).toBe('<b>"A"&');
  expect(parsed.querySelectorAll('img, b').length).toBe(0);
  expect(figureOfFile(parsed)).toEqual(HOSTILE);
  expect(parsed.querySelector('noscript')!.innerHTML).toContain('d="M0 0h9"');
});

test.each([
  ['{"results":"{}","li', 'cut'],
  ['{"results":{},"link":""}', 'edited'],
  ['null', 'replaced'],
])('the content %s of a file that was %s is left to the reader of results', (content) => {
  const html = `<script type="application/json" id="ares-explorer-figure">${content}</script>`;
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  expect(figureOfFile(parsed)).toEqual({ results: content, link: '' });
});

test('another document is no file of a figure', () => {
  expect(figureOfFile(new DOMParser().parseFromString('<p>a</p>', 'text/html'))).toBeNull();
});
