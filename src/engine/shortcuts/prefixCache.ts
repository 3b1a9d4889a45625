import * as tf from '@tensorflow/tfjs-core';
import { INPUT, type NodeValues } from '../inference/networkRunner';

/** Maximum device memory of the cache in one worker, in bytes. */
const BUDGET_BYTES = 128 * 2 ** 20;

/** Cached values of all batches under one key. */
interface Group {
  readonly batches: Map<number, NodeValues>;
  bytes: number;
}

/**
 * Cache of fault-free values at a node, from which trials that change nothing before it can start.
 * Owns the values. When its budget is used up, it removes the keys used longest ago, but never
 * other batches of the same key: batches are read in turn, so each would remove the one needed
 * next.
 */
export class PrefixCache {
  /** Least recently used key first. */
  private readonly groups = new Map<string, Group>();
  private bytes = 0;

  constructor(private readonly budgetBytes = BUDGET_BYTES) {}

  /** Returns the cached values of one batch under `key`, or undefined. */
  get(key: string, batch: number): NodeValues | undefined {
    const group = this.groups.get(key);
    if (group === undefined) return undefined;
    this.groups.delete(key);
    this.groups.set(key, group);
    return group.batches.get(batch);
  }

  /**
   * Caches the values of one batch, without the network's input, if the budget allows. Otherwise
   * the caller still owns them.
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
