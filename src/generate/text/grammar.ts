/** Chooses one of some options, each as likely as the others. */
export type Choose = <Option>(options: readonly Option[]) => Option;

/** A word for one thing and for several. */
type Forms = readonly [one: string, several: string];

const COUNTS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];
const PARTS: readonly Forms[] = [
  ['bit', 'bits'],
  ['byte', 'bytes'],
  ['word', 'words'],
  ['weight', 'weights'],
  ['value', 'values'],
  ['sum', 'sums'],
  ['row', 'rows'],
  ['key', 'keys'],
];
const THINGS: readonly Forms[] = [
  ['memory', 'memories'],
  ['cache', 'caches'],
  ['network', 'networks'],
  ['chip', 'chips'],
  ['layer', 'layers'],
  ['cell', 'cells'],
  ['machine', 'machines'],
  ['decoder', 'decoders'],
];
const QUALITIES = ['weak', 'old', 'new', 'small', 'large', 'cold', 'quick', 'faulty'];
const EVENTS: readonly Forms[] = [
  ['flips', 'flip'],
  ['fails', 'fail'],
  ['survives', 'survive'],
  ['changes', 'change'],
];
const ACTIONS: readonly Forms[] = [
  ['reads', 'read'],
  ['stores', 'store'],
  ['loses', 'lose'],
  ['keeps', 'keep'],
  ['checks', 'check'],
  ['writes', 'write'],
  ['copies', 'copy'],
  ['repairs', 'repair'],
];
const ADDENDS = [1, 2, 3, 4, 5];

/**
 * Sentences that text is made of. Numbers agree with what they count, sums and sizes are right.
 * No two ways of choosing write one sentence.
 */
const SENTENCES: readonly ((choose: Choose) => string)[] = [
  (choose) => `${happening(choose)}.`,
  (choose) => {
    const several = choose([0, 1] as const);
    const thing = `the ${choose(QUALITIES)} ${choose(THINGS)[several]}`;
    return `${thing} ${choose(ACTIONS)[several]} ${counted(choose).text}.`;
  },
  (choose) => `when ${happening(choose)}, the ${choose(THINGS)[0]} is ${choose(QUALITIES)}.`,
  (choose) => {
    const [a, b] = [choose(ADDENDS), choose(ADDENDS)];
    return `${a} plus ${b} is ${a + b}.`;
  },
  (choose) => {
    const bytes = choose(ADDENDS);
    return `a word of ${8 * bytes} bits has ${bytes} ${bytes === 1 ? 'byte' : 'bytes'}.`;
  },
];

/** Writes one sentence with its full stop. */
export function writeSentence(choose: Choose): string {
  return choose(SENTENCES)(choose);
}

function counted(choose: Choose): { readonly text: string; readonly several: 0 | 1 } {
  const count = choose(COUNTS);
  const several = count === 'one' ? 0 : 1;
  return { text: `${count} ${choose(PARTS)[several]}`, several };
}

function happening(choose: Choose): string {
  const { text, several } = counted(choose);
  return `${text} of the ${choose(THINGS)[0]} ${choose(EVENTS)[several]}`;
}
