import type { View } from '../link/view';
import type { LessonControl } from './controls';

/** State of a control under the link of a teacher. */
export type Hold = 'free' | 'locked' | 'hidden';

/** Returns whether a link locks or hides a control. */
export function holdOn({ lock, hide }: Pick<View, 'lock' | 'hide'>, control: LessonControl): Hold {
  const names = (text: string) => text.split(',').includes(control);
  return names(hide) ? 'hidden' : names(lock) ? 'locked' : 'free';
}
