import { useMemo } from 'react';
import { t } from '../../../core/language/t';
import { CONTROL_NAMES, type LessonControl, namedControls } from '../../../experiment/lesson/controls';
import { type Hold, holdOn } from '../../../experiment/lesson/teacherHold';
import { useExplorer } from '../../hooks/useExplorer';

export type StateOfControl = (control: LessonControl) => Hold;

/** Controls that the link of a teacher locks or hides, and sentences on names that it misspells. */
export function useControls(): { readonly stateOf: StateOfControl; readonly problems: readonly string[] } {
  const { lock, hide } = useExplorer((state) => state.view);
  return useMemo(() => {
    const [locked, hidden] = [namedControls(lock), namedControls(hide)];
    const known = CONTROL_NAMES.join(', ');
    const [oddLocks, oddHides] = [locked.unknown.join(', '), hidden.unknown.join(', ')];
    return {
      stateOf: (control) => holdOn({ lock, hide }, control),
      problems: [
        ...(oddLocks === '' ? [] : [t`Cannot lock ${oddLocks}: expected ${known}`]),
        ...(oddHides === '' ? [] : [t`Cannot hide ${oddHides}: expected ${known}`]),
      ],
    };
  }, [lock, hide]);
}
