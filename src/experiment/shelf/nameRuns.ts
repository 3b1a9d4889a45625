import { checkModel } from '../../core/network/catalog';
import { settingTexts } from '../settings/specDifference';
import type { KeptRun } from './keptRun';
import { namesOf } from './namesApart';

/** A run with its name among all runs of the shelf. */
interface NamedRun {
  readonly run: KeptRun;
  readonly name: string;
  /** All that a search looks through: settings, note and device. */
  readonly words: string;
}

/** Names runs by what differs between those of the same network. Keeps their order. */
export function nameRuns(runs: readonly KeptRun[]): readonly NamedRun[] {
  const texts = new Map(runs.map((run) => [run, settingTexts(run.spec)]));
  const names = new Map<KeptRun, string>();
  for (const group of groupByModel(runs).values()) {
    const apart = namesOf(group.map((run) => texts.get(run)!));
    for (const [index, run] of group.entries()) names.set(run, apart[index]!);
  }
  return runs.map((run) => ({
    run,
    name: names.get(run)!,
    words: [...Object.values(texts.get(run)!), checkModel(run.spec.model).title, run.note, run.device].join(
      ' ',
    ),
  }));
}

function groupByModel(runs: readonly KeptRun[]): ReadonlyMap<string, readonly KeptRun[]> {
  const groups = new Map<string, KeptRun[]>();
  for (const run of runs) groups.set(run.spec.model, [...(groups.get(run.spec.model) ?? []), run]);
  return groups;
}
