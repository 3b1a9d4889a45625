import type { View } from '../../experiment/link/view';

/** What a tab is called and asks. */
interface TabText {
  readonly title: string;
  readonly question: string;
  readonly hint: string;
}

/** Every face of an experiment, in the order of `TABS`, which is that of the tabs and of the keys 1 to 9. */
export const TAB_TEXTS: Readonly<Record<View['tab'], TabText>> = {
  explore: {
    title: 'Explore',
    question: 'How many wrong bits can a network survive?',
    hint: 'Drag the slider. Each mark is a network with some of its stored bits flipped.',
  },
  layers: {
    title: 'Layers',
    question: 'Where does it break first?',
    hint: 'Faults in one layer at a time: the rate at which each loses accuracy, and how fast it goes from there.',
  },
  structures: {
    title: 'Structures',
    question: 'Which tolerates more: weights, activations or hidden state?',
    hint: 'Each is faulty alone at equal rates. Where a stored value is used again and again, one wrong bit counts again and again.',
  },
  types: {
    title: 'Types',
    question: 'Does a narrower type make a network tougher?',
    hint: 'The chosen type of the weights against Q3.13, at equal bit error rates.',
  },
  classes: {
    title: 'Classes',
    question: 'Do faults spoil one class, or all of them?',
    hint: 'A dot for each fault pattern: how much it gets wrong, and how unevenly that falls on the classes.',
  },
  chip: {
    title: 'Chip',
    question: 'Does the simulation match a real chip?',
    hint: 'A measured chip laid over the simulated curves, in both ways to store a sign.',
  },
  models: {
    title: 'Models',
    question: 'How few bits does each network need?',
    hint: 'Types without any fault: the fewest bits that cost no accuracy, for weights and for activations.',
  },
  data: {
    title: 'Data',
    question: 'What does the network see, and what does it say?',
    hint: 'The test set sample by sample. Drag the slider: the same faults change the answers here.',
  },
  paper: {
    title: 'Paper',
    question: 'Does it come out as the paper says?',
    hint: 'Each claim of the paper beside what our networks did, with a verdict, and its figures from stored runs.',
  },
};
