import { t } from '../../core/language/t';

/**
 * Controls that a teacher may lock or hide, with their names on the page. Locks hold in every place
 * of the page, until another link is opened.
 */
export const LESSON_CONTROLS = {
  get steps() {
    return t`going to other steps`;
  },
  get answer() {
    return t`changing an answer`;
  },
  get cursor() {
    return t`the cursor of the figures`;
  },
  get options() {
    return t`axes and table of the figures`;
  },
  get open() {
    return t`opening the figure in Explore`;
  },
  get settings() {
    return t`the settings of the experiment`;
  },
  get lessons() {
    return t`the list of lessons`;
  },
  get tabs() {
    return t`the other tabs`;
  },
};
export type LessonControl = keyof typeof LESSON_CONTROLS;

export const CONTROL_NAMES = Object.keys(LESSON_CONTROLS) as readonly LessonControl[];

/** Controls that a link names, and names in it that no control has. */
interface NamedControls {
  readonly known: readonly LessonControl[];
  readonly unknown: readonly string[];
}

/** Reads the settings `lock` and `hide` of a link: names separated by commas. */
export function namedControls(text: string): NamedControls {
  const names = text.split(',').filter((name) => name !== '');
  const isControl = (name: string): name is LessonControl => Object.hasOwn(LESSON_CONTROLS, name);
  return { known: names.filter(isControl), unknown: names.filter((name) => !isControl(name)) };
}
