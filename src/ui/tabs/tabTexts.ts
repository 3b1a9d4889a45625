import type { View } from '../../experiment/link/view';

/** Texts of a tab: its title, its question and a hint. */
interface TabText {
  readonly title: string;
  readonly question: string;
  readonly hint: string;
}

/** Texts of all tabs in the order of `TABS`, which is also that of the keys 1 to 9. */
export const TAB_TEXTS: Readonly<Record<View['tab'], TabText>> = {
  explore: {
    title: 'Curve',
    question: 'How many wrong bits can a network survive?',
    hint: 'Drag the slider. Each mark is a network with some of its stored bits flipped.',
  },
  layers: {
    title: 'Layers',
    question: 'Where does it break first?',
    hint: 'Faults in one layer at a time: the bit error rate at which each layer loses accuracy, and how fast the loss grows.',
  },
  structures: {
    title: 'Structures',
    question: 'Which tolerates more: weights, activations or hidden state?',
    hint: 'One structure has faults at a time, at equal rates. A wrong bit in a value that is used many times does damage each time.',
  },
  types: {
    title: 'Types',
    question: 'Does a narrower type tolerate more bit errors?',
    hint: 'The chosen type of the weights against Q3.13, at equal bit error rates.',
  },
  classes: {
    title: 'Classes',
    question: 'Do faults spoil one class, or all of them?',
    hint: 'One dot per trial: its error, and how unevenly the wrong answers are spread over the classes.',
  },
  chip: {
    title: 'Chip',
    question: 'Does the simulation match a real chip?',
    hint: 'Your measurements of a chip on the simulated curves, for two’s complement and sign-magnitude.',
  },
  models: {
    title: 'Models',
    question: 'How few bits does each network need?',
    hint: 'Without faults: the narrowest types that lose no accuracy, for weights and for activations.',
  },
  data: {
    title: 'Data',
    question: 'What does the network see, and what does it answer?',
    hint: 'The test set, sample by sample. Drag the slider to see which answers the faults change.',
  },
  paper: {
    title: 'Claims',
    question: 'Are the paper’s results reproduced?',
    hint: 'Each claim of the paper beside our result, with a verdict. Below: its figures, drawn from recorded runs.',
  },
  learn: {
    title: 'Learn',
    question: 'What do wrong bits do to a network?',
    hint: 'Short lessons: say what you expect, then let the network run.',
  },
};
