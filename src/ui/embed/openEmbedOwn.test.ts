// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import { DIRECT_DESK } from '../../store/selectors/directDesk';
import { openEmbed } from './openEmbed';

it('names a network that no frame opens, in place of the figure of another one', async () => {
  openEmbed(document.body, {
    hash: '#/x?v=1&m=file-00000000000000e7&n=3&net=lenet.onnx:1066892&embed=1&ui=curve',
    storedRuns: [],
    startPool: () => Promise.reject(new TypeError('No engine is asked for')),
    openTickDesk: () => DIRECT_DESK,
    assetBase: 'https://example.org/',
    now: () => 0,
  });
  await vi.waitFor(() =>
    expect(document.body.textContent).toContain(
      'This figure is of the network lenet.onnx, 1.1 MB, file-00000000000000e7. A frame opens no files',
    ),
  );
  expect(document.body.textContent).not.toContain('LeNetFC');
  expect(document.querySelector('a')!.getAttribute('href')).toBe(
    './#/x?v=1&m=file-00000000000000e7&n=3&net=lenet.onnx:1066892',
  );
});
