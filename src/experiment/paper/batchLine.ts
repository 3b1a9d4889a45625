import * as z from 'zod/mini';
import { type Baseline, dueField } from '../../core/site/injection';
import { experimentKey } from '../settings/experimentKey';
import type { ExperimentSpec } from '../settings/experimentSpec';
import { plannedResults, type ScoredTrial } from '../sweep/results';

/**
 * Trials of one experiment on the assets of one fingerprint, with the fault-free counts that they
 * are measured from.
 */
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
  /** Rate, trial, wrong predictions and, if there are any, overflows. */
  trials: z.array(z.tuple([z.number(), count, count, z.optional(count)])),
});

/**
 * Writes a batch as a line of a journal. It starts with a line break, which ends a line that a kill
 * may have cut short.
 */
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
 * Reads the planned trials of this experiment and these assets from the lines of a journal; null if
 * there are none. Other lines are ignored, so their trials are measured again.
 */
export function readBatchLines(
  text: string,
  { spec, fingerprint }: Pick<PaperBatch, 'spec' | 'fingerprint'>,
): PaperBatch | null {
  const key = experimentKey(spec);
  const total = spec.numSamples;
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
