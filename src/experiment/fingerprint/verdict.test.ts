import { describe, expect, it, test } from 'vitest';
import { completeTrials } from '../sweep/results';
import { type RunOrigin, takeFingerprint } from './fingerprint';
import { completeRun, ORIGIN, withTrials } from './fingerprint.fake';
import { formatFingerprint, parseFingerprint } from './fingerprintText';
import { reportText } from './reportText';
import { judgeFingerprint } from './verdict';
import { mustReport, verdictText } from './verdictWords';

const run = completeRun();
const claim = formatFingerprint(takeFingerprint(run, ORIGIN));
const whole = (measurement: typeof run) => ({ spec: run.spec, done: 30, measurement });
const more = (wrong: number) => (trial: { readonly wrong: number }) => ({ wrong: trial.wrong + wrong });

describe('the verdict on the same link', () => {
  const judge = (measurement = run, origin: RunOrigin | null = ORIGIN) => {
    const { spec } = measurement;
    const done = completeTrials(measurement);
    const isComplete = done === spec.trials;
    return judgeFingerprint(claim, { spec, done, measurement: isComplete ? measurement : null }, origin);
  };

  it('is exact for equal counts', () => {
    expect(judge()).toEqual({ kind: 'exact' });
    expect(mustReport(judge())).toBe(false);
  });

  it.each([
    [{ 0: more(1) }, 1, [[1e-6, 1]]],
    [
      { 0: more(1), 31: more(-2), 32: more(-1) },
      4,
      [
        [1e-6, 1],
        [1.78e-6, -3],
      ],
    ],
    [{ 0: more(1), 1: more(-1) }, 0, []],
    [{ 629: more(150) }, 150, [[0.1, 150]]],
  ] as const)('counts the images of %o', (changes, images, differences) => {
    const verdict = judge(withTrials(run, changes));
    expect(verdict).toEqual({
      kind: 'otherCounts',
      ...{ images, counted: 630_000, isRounding: true },
      differences: differences.map(([ber, difference]) => ({ ber, images: difference })),
    });
    expect(mustReport(verdict)).toBe(false);
  });

  it('finds another fault-free count', () => {
    const { float, quantized } = run.baseline;
    const other = { ...run, baseline: { float: { ...float, wrong: 18 }, quantized } };
    expect(judge(other)).toMatchObject({ images: 1, differences: [{ ber: null, images: 1 }] });
  });

  it.each([151, 256, 400, 512, 900])('takes %i of 30,000 for an error, not for rounding', (images) => {
    const verdict = judge(withTrials(run, { 629: more(-images) }));
    expect(verdict).toMatchObject({ kind: 'otherCounts', images, isRounding: false });
    expect(mustReport(verdict)).toBe(true);
  });

  it('finds other faults by the masks before a trial has run, and by the flips after the last', () => {
    const early = { ...run, results: run.results.slice(0, 7) };
    expect(judge(early, { ...ORIGIN, masks: [1, 2, 3] })).toEqual({ kind: 'otherFaults', found: 'masks' });
    const flipped = withTrials(run, { 300: ({ flips }) => ({ flips: flips + 1 }) });
    expect(judge(flipped)).toEqual({ kind: 'otherFaults', found: 'flips' });
    expect(mustReport(judge(flipped))).toBe(true);
  });

  it('waits for the engine and for the last trial', () => {
    expect(judge({ ...run, results: run.results.slice(1) })).toEqual({
      kind: 'unfinished',
      done: 29,
      total: 30,
    });
    expect(judge({ ...run, results: [] }, null)).toEqual({ kind: 'unfinished', done: 0, total: 30 });
  });

  it.each([
    [completeRun({ seed: 8 }), ORIGIN, { kind: 'otherSettings' }],
    [completeRun({ trials: 29 }), ORIGIN, { kind: 'otherSettings' }],
    [run, { ...ORIGIN, weights: 'x' }, { kind: 'otherAssets', assets: 'weights' }],
    [run, { ...ORIGIN, data: 'x' }, { kind: 'otherAssets', assets: 'data' }],
    [run, { ...ORIGIN, engine: 'x' }, { kind: 'otherAssets', assets: 'engine' }],
  ] as const)('is none for another experiment (%#)', (own, origin, verdict) => {
    expect(judge(own, origin)).toEqual(verdict);
  });
});

it('says that a fingerprint is damaged, also if its sums are those of another grid', () => {
  expect(judgeFingerprint(claim.slice(0, 30), whole(run), ORIGIN)).toMatchObject({ kind: 'damaged' });
  const short = formatFingerprint({ ...parseFingerprint(claim), sums: 'AAAA' });
  expect(judgeFingerprint(short, whole(run), ORIGIN)).toEqual({
    kind: 'damaged',
    reason: 'Cannot read sums of 4 characters: expected 37',
  });
});

test.each([
  [{ kind: 'exact' }, /^Reproduced exactly: /],
  [{ kind: 'unfinished', done: 12, total: 1630 }, /^Not yet: 12 of 1,630 trials per rate have run\.$/],
  [{ kind: 'otherFaults', found: 'masks' }, /^Different faults: report this\. /],
  [{ kind: 'otherSettings' }, /^Other settings .*: no verdict\.$/],
  [{ kind: 'otherAssets', assets: 'data' }, /^Other data .*: no verdict\.$/],
  [{ kind: 'otherAssets', assets: 'engine' }, /another version of the engine: no verdict\.$/],
  [{ kind: 'damaged', reason: 'Cannot' }, /damaged: no verdict\. Cannot\.$/],
] as const)('%o is said in words', (verdict, words) => expect(verdictText(verdict, 'digits')).toMatch(words));

test('the number of images is said, and a report holds what to look for', () => {
  const verdict = judgeFingerprint(claim, whole(withTrials(run, { 0: more(1), 629: more(-400) })), ORIGIN);
  expect(verdictText(verdict, 'speech')).toContain('counts differ by at least 399 recordings of 630,000');
  const facts = { link: '#/x?v=1', own: null, version: '9.9', device: 'cpu (JavaScript)', host: 'Node 1' };
  expect(reportText(verdict, 'digits', facts).split('\n')).toEqual([
    `Ares Explorer 9.9: ${verdictText(verdict, 'digits')}`,
    'Link: #/x?v=1',
    'Fingerprint of this device: the run is not complete',
    'Device: cpu (JavaScript)',
    'Runs in: Node 1',
    'Differences: +1 at 1e-6, +112 at 0.1',
  ]);
});
