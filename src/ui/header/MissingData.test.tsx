// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { specOfModel } from '../../experiment/settings/specOfModel';
import { FIXTURE_BUSY } from '../fixtures/explorer';
import { click, mount, unmountAll } from '../fixtures/mount';
import { MissingData } from './MissingData';

afterEach(unmountAll);

const button = (host: HTMLElement, text: RegExp) =>
  [...host.querySelectorAll('button')].find(({ textContent }) => text.test(textContent!));

it('offers the generated set of the same kind where data is missing', () => {
  const edit = vi.fn();
  const spec = specOfModel('ti-gru', FIXTURE_BUSY.spec);
  const state = { ...FIXTURE_BUSY, spec, missingData: 'Free Spoken Digits' };
  const { host } = mount(<MissingData />, state, { setSettings: edit });
  expect(host.textContent).toContain(
    'This experiment uses Free Spoken Digits, which is not part of this page.',
  );
  expect(button(host, /Open recordings/)).toBeDefined();
  click(button(host, /^Use the generated speech$/));
  expect(edit.mock.calls).toEqual([[{ data: 'generated', weights: 'generated' }]]);
});

it.each([
  ['ImageNet', 'ImageNet', 'your photos and your weight file'],
  ['ImageNet', null, 'your photos with their list of labels (the weights are loaded)'],
  [null, 'ImageNet', 'your weight file (the photos are loaded)'],
])(
  'of a network without weights it says what is missing: data %s, weights %s',
  (missingData, missingWeights, words) => {
    const spec = specOfModel('vgg16', FIXTURE_BUSY.spec);
    const actions = { chooseModel: vi.fn(), fetchStockWeights: vi.fn() };
    const { host } = mount(<MissingData />, { ...FIXTURE_BUSY, spec, missingData, missingWeights }, actions);
    expect(host.textContent).toContain(`VGG16 needs ${words}.`);
    click(button(host, /^Use VGG16-mini$/));
    expect(actions.chooseModel.mock.calls).toEqual([['vgg16-mini']]);
    const fetching = button(host, /^Fetch the weights, 553 MB from storage\.googleapis\.com$/);
    expect(fetching !== undefined).toBe(missingWeights !== null);
    if (fetching === undefined) return;
    click(fetching);
    expect(actions.fetchStockWeights).toHaveBeenCalledTimes(1);
  },
);
