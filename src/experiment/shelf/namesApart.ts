import type { ExperimentSpec } from '../settings/experimentSpec';
import { type SettingTexts, settingTexts } from '../settings/specDifference';

type Name = keyof SettingTexts;

/** Up to this many settings are all named. Of more, the most common value of each is left out. */
const MAX_NAMED = 3;
/** Settings that name runs without a difference. */
const USUAL: readonly Name[] = ['model', 'structures', 'format', 'activationFormat'];

/**
 * Names runs by the settings in which they differ: `Q2.6, seed 00000007`. If many settings differ,
 * a run with the most common value of each is named by the first two. A run without a difference,
 * such as a single one, is named by network, structures and type.
 */
export function namesApart(specs: readonly ExperimentSpec[]): readonly string[] {
  return namesOf(specs.map(settingTexts));
}

/** Names runs as `namesApart` does, by the texts of their settings. */
export function namesOf(rows: readonly SettingTexts[]): readonly string[] {
  const names = Object.keys(rows[0] ?? {}) as Name[];
  const differing = names.filter((name) => new Set(rows.map((row) => row[name])).size > 1);
  const common = new Map(differing.map((name) => [name, mostCommon(rows.map((row) => row[name]))]));
  const isFew = differing.length <= MAX_NAMED;
  return rows.map((row) => {
    const named = isFew ? differing : differing.filter((name) => row[name] !== common.get(name));
    const shown = named.length > 0 ? named : differing.length > 0 ? differing.slice(0, 2) : USUAL;
    const texts = shown.map((name) => row[name]).filter((text) => text !== '');
    return texts.join(', ');
  });
}

/** Returns the value that occurs most, the first of several. */
function mostCommon(values: readonly string[]): string {
  const times = new Map<string, number>();
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
  return [...times].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}
