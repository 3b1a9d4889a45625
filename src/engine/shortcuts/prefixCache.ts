import * as tf from '@tensorflow/tfjs-core';
import { INPUT, type NodeValues } from '../inference/networkRunner';

/** Device memory that kept values may take in one worker. */
const BUDGET_BYTES = 128 * 2 ** 20;

/** The values of all batches that are kept together. */
interface Group {
  readonly batches: Map<number, NodeValues>;
  bytes: number;
}

/**
 * Values that fault-free inferences left where they were cut, so that a trial that changes nothing
 * before can start there. Owns them. Within its budget it gives up what was used longest ago, but
 * never other batches of the same cut: they are read in turn, and each would push out the one that
 * is needed next.
 */
export class PrefixCache {
  /** The one used longest ago first. */
  private readonly groups = new Map<string, Group>();
  private bytes = 0;

  constructor(private readonly budgetBytes = BUDGET_BYTES) {}

  /** The values of one batch at the cut that `key` names; undefined when they are not kept. */
  get(key: string, batch: number): NodeValues | undefined {
    const group = this.groups.get(key);
    if (group === undefined) return undefined;
    this.groups.delete(key);
    this.groups.set(key, group);
    return group.batches.get(batch);
  }

  /**
   * Keeps the values of one batch, the network's input apart, if the budget allows; else they stay
   * the caller's.
   */
  keep(key: string, batch: number, values: NodeValues): void {
    const kept = new Map(values);
    kept.delete(INPUT);
    const bytes = bytesOf(kept);
    const group = this.groups.get(key) ?? { batches: new Map(), bytes: 0 };
    if (group.bytes + bytes > this.budgetBytes) return;
    for (const oldest of this.groups.keys()) {
      if (this.bytes + bytes <= this.budgetBytes) break;
      if (oldest !== key) this.drop(oldest);
    }
    for (const value of kept.values()) tf.keep(value);
    group.batches.set(batch, kept);
    group.bytes += bytes;
    this.bytes += bytes;
    this.groups.set(key, group);
  }

  dispose(): void {
    for (const key of [...this.groups.keys()]) this.drop(key);
  }

  private drop(key: string): void {
    const { batches, bytes } = this.groups.get(key)!;
    for (const values of batches.values()) tf.dispose([...values.values()]);
    this.bytes -= bytes;
    this.groups.delete(key);
  }
}

function bytesOf(values: NodeValues): number {
  return [...values.values()].reduce((sum, { size }) => sum + 4 * size, 0);
}
