// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { FIXTURE_BUSY } from '../fixtures/explorer';
import { mount, unmountAll } from '../fixtures/mount';
import { PageDrop } from './PageDrop';

afterEach(unmountAll);

it('names all accepted files while files are dragged over the page, and nothing for other content', async () => {
  const { host } = mount(<PageDrop />, FIXTURE_BUSY);
  const hover = (type: string) => {
    const event = Object.assign(new Event('dragover'), { dataTransfer: { types: [type] } });
    act(() => void window.dispatchEvent(event));
  };
  hover('text/plain');
  expect(host.textContent).toBe('');
  hover('Files');
  await vi.waitFor(async () => {
    await act(async () => {});
    expect(host.textContent).not.toBe('');
  });
  expect(host.textContent).toBe(
    'Drop here: IDX images and labels, CIFAR-10 batches, wav recordings, photos with a label list, a weight file of Keras or ' +
      'tfjs, a network as an ONNX or TensorFlow Lite file, the CSV table of a chip with columns Vdd, BER and error, or a figure or bundle that this page exported',
  );
});
