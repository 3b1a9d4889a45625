// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import { specOfModel } from '../../../experiment/settings/specOfModel';
import { baselineOf } from '../../../experiment/sweep/measurement.fake';
import { withOwn } from '../../../store/selectors/measured.fake';
import { FIXTURE_BUSY, FIXTURE_DATA, FIXTURE_FIRST } from '../../fixtures/explorer';
import { click, mount, unmountAll } from '../../fixtures/mount';
import { DataTab } from './DataTab';

afterEach(unmountAll);

const samples = (host: HTMLElement) => [...host.querySelectorAll<HTMLElement>('[role=option]')];

it('shows classes before the network has run, and waits for the engine without data', () => {
  const { host } = mount(<DataTab />, { ...FIXTURE_BUSY, preview: null });
  expect(host.querySelectorAll('.class-table tbody tr').length).toBe(10);
  expect(host.textContent).toContain('The network is classifying the first images.');
  expect(mount(<DataTab />, FIXTURE_FIRST).host.textContent).toBe(
    'The images appear when the engine has started.',
  );
});

it('has bars of each class: its samples, its error without faults and in the trial at the cursor, and none before', () => {
  const wrong = Array.from({ length: 10 }, (_, label) => label);
  const count = { wrong: 45, total: 1000, wrongPerClass: wrong, flips: 0 };
  const { cursorBer: ber, trial } = FIXTURE_BUSY.view;
  const faulty = { ...count, ber, trial, wrongPerClass: wrong.map((_, label) => (label === 9 ? 36 : 0)) };
  const { host, store } = mount(
    <DataTab />,
    // The float network misclassifies other classes.
    withOwn(FIXTURE_BUSY, { baseline: { ...baselineOf(17, 45), quantized: count }, results: [] }),
  );
  const row = (label: number) => host.querySelectorAll('.class-table tbody tr')[label]!;
  const words = (label: number) =>
    [...row(label).querySelectorAll('td')].map(({ textContent }) => textContent);
  const widths = (label: number) =>
    [...row(label).querySelectorAll('rect')].map((rect) => rect.getAttribute('width'));
  expect(words(9)).toEqual(['', '100', '', '9.00\u00a0%', '', '–']);
  expect(widths(9)).toEqual(['100.0%', '100.0%']);
  expect(widths(0)).toEqual(['100.0%', '0.0%']);
  act(() => store.setState(withOwn(store.getState(), { results: [faulty] })));
  expect(words(9).at(-1)).toBe('36.0\u00a0%');
  // Both columns have one scale.
  expect(widths(9)).toEqual(['100.0%', '25.0%', '100.0%']);
  act(() => store.setState({ measured: {} }));
  expect(words(9)).toEqual(['', '100', '', '–', '', '–']);
  expect(widths(9)).toEqual(['100.0%']);
});

it('says of how many samples of each class, and of the set, errors are counted', () => {
  const { host, store } = mount(<DataTab />, FIXTURE_BUSY);
  const head = () => host.querySelector('.classes-panel .panel-head .muted')!.textContent;
  const zero = () => host.querySelectorAll('.class-table tbody td')[1]!.textContent;
  const column = () => host.querySelectorAll('.class-table th[scope=col]')[1]!.textContent;
  expect([head(), column()]).toEqual(['1,000 images', 'Images']);
  expect(zero()).toBe('100');
  act(() => store.setState(({ spec }) => ({ spec: { ...spec, numSamples: 300 } })));
  const zeros = FIXTURE_DATA.labels.slice(0, 300).filter((label) => label === 0).length;
  expect(zeros).not.toBe(100);
  expect([head(), column()]).toEqual(['300 counted of 1,000 images', 'Images counted']);
  expect(zero()).toBe(`${zeros} of 100`);
});

it('explains the glyphs of the samples shown', () => {
  const { host } = mount(<DataTab />, FIXTURE_BUSY);
  const explained = host.querySelector('.samples-panel .note')!.textContent!;
  const glyphs = [...host.querySelectorAll('.sample-said')].map((said) => said.textContent!.trim()[0]!);
  expect(glyphs.length).toBeGreaterThan(0);
  for (const glyph of glyphs) expect(explained).toContain(`${glyph} `);
});

it('filters by class and by what faults did', () => {
  const { host } = mount(<DataTab />, FIXTURE_BUSY);
  expect(samples(host).length).toBe(100);
  const { images } = FIXTURE_BUSY.preview!;
  const [, wrong] = host.querySelectorAll<HTMLElement>('.segment input');
  click(wrong);
  expect(samples(host).length).toBe(images.filter(({ label, after }) => label !== after).length);
  click(host.querySelectorAll('.class-button')[3]);
  const threes = images.filter(({ label, after }) => label === 3 && after !== 3);
  expect(samples(host).length).toBe(threes.length);
  expect(
    samples(host).every((sample) => sample.getAttribute('aria-label')!.includes(', a 3, classified as')),
  ).toBe(true);
});

it('moves between samples with the arrow keys, and shows the details of the focused one', () => {
  const { host } = mount(<DataTab />, FIXTURE_BUSY);
  act(() => samples(host)[0]!.focus());
  act(() => {
    samples(host)[0]!.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }));
  });
  expect(document.activeElement).toBe(samples(host)[99]);
  expect(host.querySelector('#sample-title')!.textContent).toMatch(/^Image 99, a \d$/);
  expect(samples(host).filter(({ tabIndex }) => tabIndex === 0).length).toBe(1);
});

it('gives recordings a play button and axes, and calls them so', () => {
  const { host } = mount(<DataTab />, {
    ...FIXTURE_BUSY,
    spec: specOfModel('ti-gru', FIXTURE_BUSY.spec),
    data: { ...FIXTURE_DATA, sounds: Array.from({ length: 100 }, () => new Float32Array(4000)) },
  });
  expect(host.querySelector('.play')!.getAttribute('aria-label')).toMatch(/^Play recording 0, a \d$/);
  expect(host.querySelector('.spectrogram')!.textContent).toBe('4 kHz2000.250.50 s');
  expect(host.textContent).not.toContain('image');
});
