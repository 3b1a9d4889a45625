import type { Lesson } from '../../../experiment/lesson/lesson';
import { chosenLanguage } from '../../language/language';

// The language stays for a page load, so one of both is loaded.
const { LESSONS: chosen } =
  chosenLanguage() === 'de' ? await import('./germanLessons') : await import('./englishLessons');

/**
 * Lessons in the language of the page, in the order in which they are taught. A link can open these
 * and no others.
 */
export const LESSONS: readonly Lesson[] = chosen;
