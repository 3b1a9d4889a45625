import { useMemo } from 'react';
import { CONTROL_NAMES, type LessonControl, namedControls } from '../../../experiment/lesson/controls';
import { type Hold, holdOn } from '../../../experiment/lesson/teacherHold';
import { useExplorer } from '../../hooks/useExplorer';

export type StateOfControl = (control: LessonControl) => Hold;

/** Controls that the link of a teacher locks or hides, and sentences on names that it misspells. */
export function useControls(): { readonly stateOf: StateOfControl; readonly problems: readonly string[] } {
  const { lock, hide } = useExplorer((state) => state.view);
  return useMemo(() => {
    const [locked, hidden] = [namedControls(lock), namedControls(hide)];
    const problemOf = (key: string, unknown: readonly string[]) =>
      unknown.length === 0
        ? []
        : [`Cannot ${key} ${unknown.join(', ')}: expected ${CONTROL_NAMES.join(', ')}`];
    return {
      stateOf: (control) => holdOn({ lock, hide }, control),
      problems: [...problemOf('lock', locked.unknown), ...problemOf('hide', hidden.unknown)],
    };
  }, [lock, hide]);
}
