// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { FIXTURE_BUSY } from '../fixtures/explorer';
import { mount, unmountAll } from '../fixtures/mount';
import { Notices } from './Notices';

afterEach(unmountAll);

it('asks for missing files once that part of the page is loaded', async () => {
  const { host } = mount(<Notices />, { ...FIXTURE_BUSY, missingData: 'Free Spoken Digits' });
  await vi.waitFor(() =>
    expect(host.querySelector('.notice-warning')!.textContent).toContain(
      'This experiment uses Free Spoken Digits, which is not part of this page.',
    ),
  );
});

it('shows on request the sentences that a notice counts', () => {
  const notice = { id: 'link', tone: 'warning', text: 'Five, and 2 more.' } as const;
  const { host } = mount(<Notices />, { ...FIXTURE_BUSY, notices: [{ ...notice, more: ['dd', 'n'] }] });
  expect(host.querySelector('details summary')!.textContent).toBe('Show these 2');
  expect([...host.querySelectorAll('details li')].map((item) => item.textContent)).toEqual(['dd', 'n']);
  const plain = mount(<Notices />, { ...FIXTURE_BUSY, notices: [notice] });
  expect(plain.host.querySelector('details')).toBeNull();
});
