import { expect, it } from 'vitest';
import { specOfModel } from '../experiment/settings/specOfModel';
import { FIXTURE_BUSY } from '../ui/fixtures/explorer';
import { changeSpec } from './changeSpec';
import { selectOwn } from './selectors/measured';
import { withOwn } from './selectors/measured.fake';

it('what ran before is a ghost of the same network, and of no other', () => {
  const state = { ...FIXTURE_BUSY, storedRuns: [] };
  const sameNetwork = { ...state.spec, seed: 8 };
  const another = specOfModel('lenet-cnn', state.spec);
  expect(changeSpec(state, sameNetwork).ghost).toMatchObject({ results: selectOwn(state).results });
  expect(changeSpec(state, another).ghost).toBeNull();
  const withGhost = { ...state, ...changeSpec(state, sameNetwork) };
  expect(changeSpec(withOwn(withGhost, { results: [] }), another).ghost).toBeNull();
});

it('blocks of another network are forgotten', () => {
  const blocks = 'front:fc-1,back:fc-3';
  const state = { ...FIXTURE_BUSY, view: { ...FIXTURE_BUSY.view, blocks } };
  const blocksAfter = (change: ReturnType<typeof changeSpec>) => ({ ...state, ...change }).view.blocks;
  expect(blocksAfter(changeSpec(state, { ...state.spec, seed: 8 }))).toBe(blocks);
  // It has layers of these names.
  expect(blocksAfter(changeSpec(state, specOfModel('chip-net', state.spec)))).toBe(blocks);
  expect(blocksAfter(changeSpec(state, specOfModel('lenet-cnn', state.spec)))).toBe('');
});
