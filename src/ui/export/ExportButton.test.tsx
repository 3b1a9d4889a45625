// @vitest-environment happy-dom

import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import { FIXTURE_BUSY } from '../fixtures/explorer';
import { mount, unmountAll } from '../fixtures/mount';
import { useExplorer } from '../hooks/useExplorer';
import { ExportButton } from './ExportButton';

afterEach(unmountAll);

/** A panel whose heading follows a setting. */
function Panel() {
  const trials = useExplorer((state) => state.spec.trials);
  return (
    <section>
      <h2>{`${trials} trials`}</h2>
      <ExportButton />
    </section>
  );
}
const nameIn = (host: Element) => host.querySelector('.export-button')!.getAttribute('aria-label');

it('is named after the part that it exports, also when the heading changes', () => {
  const { host, store } = mount(<Panel />, FIXTURE_BUSY);
  expect(nameIn(host)).toBe('Export: 30 trials');
  act(() => store.setState({ spec: { ...FIXTURE_BUSY.spec, trials: 9 } }));
  expect(nameIn(host)).toBe('Export: 9 trials');
  const figure = mount(<ExportButton title="Curve" />, FIXTURE_BUSY);
  expect(nameIn(figure.host)).toBe('Export: Curve');
});
