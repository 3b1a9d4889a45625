// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { FIXTURE_BUSY } from '../fixtures/explorer';
import { mount, unmountAll } from '../fixtures/mount';
import { PictureExport } from './PictureExport';

afterEach(unmountAll);
vi.mock('./drawPicture', () => ({
  drawPicture() {
    throw new RangeError('it is too large');
  },
}));

it('says why a picture cannot be drawn, and saves none', async () => {
  const part = { title: 'Curve', section: document.body, content: undefined };
  const { host } = mount(<PictureExport part={part} state={FIXTURE_BUSY} file="curve" />, FIXTURE_BUSY);
  await vi.waitFor(() =>
    expect(host.querySelector('[role=alert]')?.textContent).toBe(
      'The picture could not be drawn: it is too large',
    ),
  );
  const saving = [...host.querySelectorAll('button')].filter(({ textContent }) =>
    /^Save (SVG|PNG)$/.test(textContent),
  );
  expect(saving.map(({ disabled }) => disabled)).toEqual([true, true]);
});
