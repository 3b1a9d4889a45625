// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import type { PreviewImage } from '../../../core/site/preview';
import { FIXTURE_DATA, FIXTURE_FIRST } from '../../fixtures/explorer';
import { mount, unmountAll } from '../../fixtures/mount';
import { SampleDetail } from './SampleDetail';

afterEach(unmountAll);

/**
 * Returns the text about image 4, a 3 that is classified as an 8 with faults unless `change` says
 * otherwise.
 */
function said(ber: number, change: Partial<PreviewImage> = {}) {
  const answers = { before: 3, after: 8, beforeConfidence: 0.9, afterConfidence: 0.6 };
  const image: PreviewImage = { index: 4, label: 3, ...answers, ...change };
  const preview = { ber, trial: 5, flips: 2, images: [image] };
  const { host } = mount(
    <SampleDetail image={image} preview={preview} data={FIXTURE_DATA} kind="digits" />,
    FIXTURE_FIRST,
  );
  const rows = [...host.querySelectorAll('tbody tr')].map((row) => [
    ...[...row.querySelectorAll('th, td')].map(({ textContent }) => textContent),
    row.querySelector('rect')!.getAttribute('width'),
  ]);
  return { host, rows };
}

it('sets the answer without faults over the one with them, each with its share and its bar', () => {
  const { host, rows } = said(1e-3);
  expect(rows).toEqual([
    ['Without faults', '3', '90\u00a0%', '90%'],
    ['At 1.00 × 10⁻³', '8 ✕, wrong', '60\u00a0%', '60%'],
  ]);
  expect([...host.querySelectorAll('rect')].map((bar) => bar.getAttribute('class'))).toEqual([
    'confidence-before',
    'confidence-after',
  ]);
  expect(host.querySelector('#sample-title')!.textContent).toBe('Image 4, a 3');
  expect(host.querySelector('.note')!.textContent).toMatch(/, trial 5\.$/);
});

it('calls the rate without faults so', () => {
  expect(said(0).rows[1]![0]).toBe('At rate 0');
});

it('says that there is no answer, and gives none a share', () => {
  const { host, rows } = said(1e-3, { after: null, afterConfidence: 0 });
  expect(rows[1]).toEqual(['At 1.00 × 10⁻³', 'no answer ✕, wrong', '–', '0%']);
  expect(host.querySelector('.note')!.textContent).toContain(
    'No answer: a value overflowed float32, trial 5.',
  );
});
