// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BASELINE } from '../../experiment/sweep/measurement.fake';
import { withOwn } from '../../store/selectors/measured.fake';
import { selectTrials } from '../../store/selectors/selectors';
import type { ExplorerState } from '../../store/state';
import { FIXTURE_FIRST, madeUpResults } from '../fixtures/explorer';
import { click, mount, unmountAll } from '../fixtures/mount';
import { useExplorer } from '../hooks/useExplorer';
import { drawPicture } from './drawPicture';
import { ExportButton } from './ExportButton';
import { saveFile } from './saveFile';

vi.mock('./saveFile');
vi.mock('./drawPicture', () => ({ drawPicture: vi.fn(() => ({ svg: '<svg/>', smallestLetters: 9 })) }));
beforeEach(() => {
  vi.clearAllMocks();
});
afterEach(() => {
  unmountAll();
  vi.restoreAllMocks();
});

/** State without a recorded run, before the first trial. */
const WAITING: ExplorerState = { ...FIXTURE_FIRST, storedRuns: [] };
const RATES = 21;

/** Returns the state with some trials at each rate. */
const withTrials = (perRate: number) =>
  withOwn(WAITING, { baseline: BASELINE, results: madeUpResults(WAITING.spec, perRate) });

/** A panel with a table of the state. */
function Panel() {
  const trials = useExplorer((state) => selectTrials(state).length);
  return (
    <section>
      <h2>Curve</h2>
      <table>
        <tbody>
          <tr>
            <td>{`${trials} trials`}</td>
          </tr>
        </tbody>
      </table>
      <ExportButton />
    </section>
  );
}

/** Opens the dialog in a state. `press` saves a file and returns its text. */
async function open(state: ExplorerState) {
  const { store, host } = mount(<Panel />, state);
  click(host.querySelector('.export-button'));
  await vi.waitFor(() => expect(host.querySelector('dialog')).not.toBeNull());
  const named = (name: string) =>
    [...host.querySelectorAll('button')].find(({ textContent }) => textContent === name);
  const press = (name: string) => {
    click(named(name));
    return String(vi.mocked(saveFile).mock.lastCall![1]);
  };
  const show = (next: ExplorerState) => act(async () => store.setState(next));
  return { host, named, press, show };
}
const linesOf = (csv: string) =>
  csv
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('#')).length - 1;

it('offers the trials once the first is in, if it was opened before', async () => {
  const { host, named, press, show } = await open(WAITING);
  expect(named('Trials as CSV')).toBeUndefined();
  expect(host.textContent).toContain('Trials can be saved once the first is in.');
  const preview = () => host.querySelector<HTMLImageElement>('.export-preview img')?.src;
  await vi.waitFor(() => expect(preview()).toMatch(/^blob:/));
  const first = preview();
  const shown: unknown[] = [];
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => shown.push(url, preview()));
  await show(withTrials(1));
  expect(linesOf(press('Trials as CSV'))).toBe(RATES);
  expect(press('Table as CSV')).toContain(`${RATES} trials`);
  expect(host.textContent).not.toContain('Trials can be saved once the first is in.');
  // The picture is that of the same moment.
  await vi.waitFor(() => expect(drawPicture).toHaveBeenCalledTimes(2));
  await vi.waitFor(() => expect(shown).toEqual([first, preview()]));
  expect(preview()).not.toBe(first);
});

it('keeps the trials and tables of one moment while the page goes on measuring', async () => {
  const { press, show } = await open(withTrials(2));
  await vi.waitFor(() => expect(drawPicture).toHaveBeenCalledTimes(1));
  await show(withTrials(3));
  await show(withTrials(4));
  expect(linesOf(press('Trials as CSV'))).toBe(2 * RATES);
  expect(press('Table as CSV')).toContain(`${2 * RATES} trials`);
  expect(drawPicture).toHaveBeenCalledTimes(1);
});
