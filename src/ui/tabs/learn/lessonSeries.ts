import { classMember, classSeed } from '../../../experiment/lesson/classSeed';
import type { LessonStep } from '../../../experiment/lesson/lesson';
import type { Series } from '../../../experiment/sweep/series';

/**
 * Returns the experiments of a step, those of its reveal included. Students of a class,
 * `name:number`, get their own seed. The label is the id, because values in the text name a series
 * by it.
 */
export function lessonSeries({ figure, reveal }: LessonStep, ofClass: string): readonly Series[] {
  const member = classMember(ofClass);
  const seed = member?.student == null ? null : classSeed(member.name, member.student);
  const all = [...(figure?.series ?? []), ...(reveal?.figure?.series ?? [])];
  const byLabel = new Map(all.map((one) => [one.label, one]));
  return Array.from(byLabel.values(), ({ label, spec }) => ({
    id: label,
    label,
    spec: seed === null ? spec : { ...spec, seed },
  }));
}
