import { answerTicks } from '../../experiment/ticks/tickQuestion';
import type { TickDesk } from './tickDesk';

/** Tick desk that answers immediately in the caller's thread, for prerendering and tests. */
export const DIRECT_DESK: TickDesk = { answer: answerTicks, withdraw() {} };
