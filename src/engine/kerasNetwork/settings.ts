import type { Json } from '../keras/json';
import { activationText, HARMLESS, isOff, plainText } from '../keras/layerSettings';

/** Reason why a layer cannot be run: a setting, with the value found. */
export class LayerRefusal extends Error {
  override readonly name = 'LayerRefusal';
}

/** The settings of a layer. It knows which were read. */
export class LayerSettings {
  private readonly read = new Set<string>();

  constructor(private readonly settings: Json) {}

  /** Returns a setting as it is. Undefined: it is left out or null. */
  value(key: string): unknown {
    this.read.add(key);
    return this.settings[key] ?? undefined;
  }

  number(key: string, standard?: number): number {
    const value = this.value(key) ?? standard;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    throw this.refusal(key, value);
  }

  /** Returns a positive whole number. */
  count(key: string, standard?: number): number {
    const value = this.number(key, standard);
    if (Number.isSafeInteger(value) && value > 0) return value;
    throw this.refusal(key, value);
  }

  flag(key: string, standard: boolean): boolean {
    const value = this.value(key) ?? standard;
    if (typeof value === 'boolean') return value;
    throw this.refusal(key, value);
  }

  /** Returns a text that must be one of some. The first is the default. */
  choice<Value extends string>(key: string, values: readonly Value[]): Value {
    const value = this.value(key) ?? values[0];
    if (values.includes(value as Value)) return value as Value;
    throw this.refusal(key, value);
  }

  /** Returns whole numbers, one for each of `count` axes. The file may have one for all. */
  sizes(key: string, count: number, standard?: number | readonly number[]): readonly number[] {
    const value = this.value(key) ?? standard;
    const list = Array.isArray(value) ? value : Array<unknown>(count).fill(value);
    if (list.length === count && list.every((size) => Number.isSafeInteger(size) && (size as number) > 0))
      return list as readonly number[];
    throw this.refusal(key, value);
  }

  /** Returns axes: one number or a list of them. */
  axes(key: string, standard: number): readonly number[] {
    const value = this.value(key) ?? standard;
    const list = Array.isArray(value) ? value : [value];
    if (list.length > 0 && list.every(Number.isSafeInteger)) return list as readonly number[];
    throw this.refusal(key, value);
  }

  /** Refuses a setting unless it is off. */
  off(...keys: readonly string[]): void {
    for (const key of keys) if (!isOff(this.value(key))) throw this.refusal(key, this.settings[key]);
  }

  /** Reads settings that do not change values. */
  ignore(...keys: readonly string[]): void {
    for (const key of keys) this.read.add(key);
  }

  /** Throws LayerRefusal for a setting that was not read and may change values. */
  checkRead(): void {
    const unread = Object.keys(this.settings).find(
      (key) =>
        !this.read.has(key) && !isOff(this.settings[key]) && !HARMLESS.some((pattern) => pattern.test(key)),
    );
    if (unread !== undefined) throw this.refusal(unread, this.settings[unread]);
  }

  refusal(key: string, found: unknown): LayerRefusal {
    const shown = /activation$/.test(key) ? activationText(found) : plainText(found);
    return new LayerRefusal(`${key} = ${shown}`);
  }
}
