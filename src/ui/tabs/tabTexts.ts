import { t } from '../../core/language/t';
import { TABS, type View } from '../../experiment/link/view';

/** Texts of a tab: its title, its question and a hint. */
interface TabText {
  readonly title: string;
  readonly question: string;
  readonly hint: string;
}

/** Texts of all tabs in the order of `TABS`, which is also that of the keys 1 to 9. */
export const TAB_TEXTS: Readonly<Record<View['tab'], TabText>> = {
  get explore() {
    return {
      title: t`Curve`,
      question: t`How many wrong bits can a network survive?`,
      hint: t`Drag the slider. Each mark is a network with some of its stored bits flipped.`,
    };
  },
  get layers() {
    return {
      title: t`Layers`,
      question: t`Where does it break first?`,
      hint: t`Faults in one layer at a time: the bit error rate at which each layer loses accuracy, and how fast the loss grows.`,
    };
  },
  get network() {
    return {
      title: t`Network`,
      question: t`Where are its bits, and what breaks first?`,
      hint: t`Press a layer to give it faults alone.`,
    };
  },
  get structures() {
    return {
      title: t`Structures`,
      question: t`Which tolerates more: weights, activations or hidden state?`,
      hint: t`One structure has faults at a time, at equal rates. A wrong bit in a value that is used many times does damage each time.`,
    };
  },
  get types() {
    return {
      title: t`Types`,
      question: t`Does a narrower type tolerate more bit errors?`,
      hint: t`The chosen type of the weights against Q3.13, at equal bit error rates.`,
    };
  },
  get classes() {
    return {
      title: t`Classes`,
      question: t`Do faults spoil one class, or all of them?`,
      hint: t`One dot per trial: its error, and how unevenly the wrong answers are spread over the classes.`,
    };
  },
  get chip() {
    return {
      title: t`Chip`,
      question: t`Does the simulation match a real chip?`,
      hint: t`Your measurements of a chip on the simulated curves, for two’s complement and sign-magnitude.`,
    };
  },
  get models() {
    return {
      title: t`Models`,
      question: t`How few bits does each network need?`,
      hint: t`Without faults: the narrowest types that lose no accuracy, for weights and for activations.`,
    };
  },
  get data() {
    return {
      title: t`Data`,
      question: t`What does the network see, and what does it answer?`,
      hint: t`The test set, sample by sample. Drag the slider to see which answers the faults change.`,
    };
  },
  get paper() {
    return {
      title: t`Claims`,
      question: t`Are the paper’s results reproduced?`,
      hint: t`Each claim of the paper beside our result, with a verdict. Below: its figures, drawn from recorded runs.`,
    };
  },
  get learn() {
    return {
      title: t`Learn`,
      question: t`What do wrong bits do to a network?`,
      hint: t`Short lessons: say what you expect, then let the network run.`,
    };
  },
};

/** Returns the key that opens a tab: a digit by its place in `TABS`, or a letter. */
export function tabKey(name: View['tab']): string {
  if (name === 'learn') return 'l';
  return name === 'network' ? '0' : String(TABS.indexOf(name) + 1);
}
