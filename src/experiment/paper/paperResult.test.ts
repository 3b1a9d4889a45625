import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssetError } from '../../core/errors';
import { formatLink } from '../link/link';
import { DEFAULT_VIEW } from '../link/view';
import { completeTrials } from '../sweep/results';
import { checkPaperResult, readPaperResult, runOfResult, writePaperResult } from './paperResult';
import { fakeResult } from './paperResult.fake';

const result = fakeResult('resnet50-mini', 'stem-count', {
  errorAt: (ber, trial) => 0.2 + 5 * ber + trial / 1000,
  dueAt: (ber, trial) => (ber === 0.1 && trial % 2 === 1 ? trial : 0),
  baseline: 0.2,
});
const link = formatLink(result.spec, DEFAULT_VIEW);
const json = writePaperResult(result, link);

describe('a stored result', () => {
  it('comes back as it was written', () => {
    const read = readPaperResult(json, 'x.json');
    expect(read).toEqual(result);
    expect(writePaperResult(read, link)).toBe(json);
  });

  it('keeps of each rate the trials before the first missing one', () => {
    const rate = result.results[0]!.ber;
    const results = result.results.filter(({ ber, trial }) => ber !== rate || trial !== 4);
    const read = readPaperResult(writePaperResult({ ...result, results }, link), 'x.json');
    expect(read.results.filter(({ ber }) => ber === rate)).toHaveLength(4);
    expect(completeTrials(read)).toBe(4);
    expect(completeTrials(result)).toBe(30);
  });

  it('is a recorded run of the trials that every rate has, not of those that were planned', () => {
    const rate = result.results[0]!.ber;
    const without = (first: number) =>
      runOfResult({
        ...result,
        results: result.results.filter(({ ber, trial }) => ber !== rate || trial < first),
      });
    expect(runOfResult(result)!.spec).toEqual(result.spec);
    expect(without(4)!.spec).toEqual({ ...result.spec, trials: 4 });
    expect(without(0)).toBeNull();
  });

  it.each([
    [{ images: 100 }, 'Field "images" is 100: expected 200, as the link says'],
    [{ link: '#/y' }, 'Field "link" is no link of this version'],
    [{ link: '#/x?v=1&m=nonet' }, 'Field "link" is no link of this version'],
    [
      { rates: [{ ber: 0.6, wrong: [1] }] },
      'Field "rates.0.ber" is 0.6: expected a rate above 0, at most 0.5',
    ],
    [{ rates: [{ ber: 0.1, wrong: [3, 2], due: [3] }] }, 'Field "due" at rate 0.1 lists 1 count: expected 2'],
    [
      { rates: [{ ber: 0.1, wrong: [3, 2], due: [3, 3] }] },
      'Field "due" at rate 0.1 is 3 for trial 1: expected at most its 2 wrong images',
    ],
    [{ rates: [{ ber: 0.1, wrong: [201] }] }, 'A count of wrong images is 201: expected at most 200'],
    [
      { baseline: { float: -1, quantised: 0 } },
      'Field "baseline.float" is -1: expected a whole number from 0',
    ],
    [{ tolerance: undefined }, 'Field "tolerance" is missing: expected an object'],
  ])('is refused with %j in it', (change, sentence) => {
    expect(() => checkPaperResult({ ...JSON.parse(json), ...change }, 'x.json')).toThrow(sentence);
  });

  it('is read or refused with an AssetError, whatever it holds', () => {
    const fields = Object.keys(JSON.parse(json));
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.jsonValue(), (field, value) => {
        try {
          checkPaperResult({ ...JSON.parse(json), [field]: value }, 'x.json');
        } catch (error) {
          expect(error).toBeInstanceOf(AssetError);
        }
      }),
      { numRuns: 200 },
    );
  });
});
