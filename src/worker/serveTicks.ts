import '../core/network/networks/transformers';
import type { Measurement, ScoredTrial } from '../experiment/sweep/results';
import { answerTicks, type TickAnswer, type TickQuestion } from '../experiment/ticks/tickQuestion';
import type { Port, Reply } from './protocol';
import type { PackedMeasurement, TicksRequest } from './ticksProtocol';

/** Answers the requests on `port`, one at a time. */
export function serveTicks(port: Port<Reply, TicksRequest>): void {
  port.listen(({ id, argument: { unit, measurement, against } }) => {
    try {
      const question = { unit, measurement: unpack(measurement), against: against && unpack(against) };
      const result: TickAnswer = answerTicks(question as TickQuestion);
      port.post({ kind: 'done', id, result });
    } catch (error) {
      const { name, message } = error as Error;
      port.post({ kind: 'failed', id, error: { name, message } });
    }
  });
}

function unpack({ spec, baseline, bers, trials, wrong, total, values }: PackedMeasurement): Measurement {
  const results = Array.from(bers, (ber, index): ScoredTrial => {
    const counted = { ber, trial: trials[index]!, wrong: wrong[index]!, total: total[index]! };
    return values.length === 0 ? counted : { ...counted, value: values[index]! };
  });
  return { spec, baseline, results };
}
