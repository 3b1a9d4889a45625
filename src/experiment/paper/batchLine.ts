import * as z from 'zod/mini';
import { dueField } from '../../core/site/injection';
import { experimentKey } from '../settings/experimentKey';
import type { ExperimentSpec } from '../settings/experimentSpec';
import { type Baseline, plannedResults, type ScoredTrial } from '../sweep/results';

/** Trials of one experiment on the assets of one fingerprint, with the fault-free runs that they are measured from. */
interface PaperBatch {
  readonly spec: ExperimentSpec;
  readonly fingerprint: string;
  readonly baseline: Baseline;
  readonly results: readonly ScoredTrial[];
}

const count = z.int().check(z.nonnegative());
const LINE = z.object({
  key: z.string(),
  fingerprint: z.string(),
  /** Wrong predictions without faults: float, quantised. */
  baseline: z.tuple([count, count]),
  /** Rate, trial, wrong predictions, and how many of them are overflows where any is. */
  trials: z.array(z.tuple([z.number(), count, count, z.optional(count)])),
});

/** A batch as a line of a journal, after the line break that ends what a kill cut short before it. */
export function batchLine({ spec, fingerprint, baseline, results }: PaperBatch): string {
  const line: z.infer<typeof LINE> = {
    key: experimentKey(spec),
    fingerprint,
    baseline: [baseline.float.wrong, baseline.quantized.wrong],
    trials: results.map(({ ber, trial, wrong, due = 0 }) =>
      due > 0 ? [ber, trial, wrong, due] : [ber, trial, wrong],
    ),
  };
  return `\n${JSON.stringify(line)}`;
}

/**
 * The planned trials in the lines of a journal that are of this experiment and these assets; null where there are none. What
 * is no such line is passed over: it is measured again.
 */
export function readBatchLines(
  text: string,
  { spec, fingerprint }: Pick<PaperBatch, 'spec' | 'fingerprint'>,
): PaperBatch | null {
  const key = experimentKey(spec);
  const total = spec.images;
  const lines = text
    .split('\n')
    .flatMap(parsedLine)
    .filter((line) => line.key === key && line.fingerprint === fingerprint);
  const [first] = lines;
  if (first === undefined) return null;
  const faultFree = (wrong: number) => ({ wrong, total, wrongPerClass: [], flips: 0 });
  const [float, quantised] = first.baseline;
  const results = lines.flatMap(({ trials }) =>
    trials.map(
      ([ber, trial, wrong, due = 0]): ScoredTrial => ({ ber, trial, wrong, total, ...dueField(due) }),
    ),
  );
  return {
    spec,
    fingerprint,
    baseline: { float: faultFree(float), quantized: faultFree(quantised) },
    results: plannedResults(spec, results),
  };
}

function parsedLine(text: string): readonly z.infer<typeof LINE>[] {
  try {
    return [z.parse(LINE, JSON.parse(text))];
  } catch {
    return [];
  }
}
