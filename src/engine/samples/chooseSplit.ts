import { listNames } from '../../core/files/listNames';
import { t } from '../../core/language/t';

type Split = 'train' | 'validation' | 'test';

/** Words for the parts of a data set in the names of files, arrays and folders. */
const WORDS: Readonly<Record<string, Split>> = {
  train: 'train',
  training: 'train',
  data_batch: 'train',
  val: 'validation',
  valid: 'validation',
  validation: 'validation',
  dev: 'validation',
  test: 'test',
  testing: 'test',
  t10k: 'test',
};
const WORD = new RegExp(`(?:^|[^a-z])[xy]?(${Object.keys(WORDS).join('|')})(?![a-z])`, 'i');

/**
 * Chooses the part of a data set that networks are tested on. Where names say test and train, or
 * validation and train, the other parts are left out, and a note names them. Else all items are
 * kept. `pathOf` returns the part of an item's path that may say it; its last folder counts first.
 */
export function chooseSplit<Item>(
  items: readonly Item[],
  pathOf: (item: Item) => string,
): { readonly kept: readonly Item[]; readonly notes: readonly string[] } {
  const splits = items.map((item) => splitOf(pathOf(item)));
  const isSplit = splits.includes('train');
  const wanted = (['test', 'validation'] as const).find((split) => splits.includes(split));
  if (!isSplit || wanted === undefined) return { kept: items, notes: [] };
  const isKept = (_: Item, index: number) => splits[index] === wanted || splits[index] === null;
  const names = [...new Set(items.filter((item, index) => !isKept(item, index)).map(pathOf))];
  return {
    kept: items.filter(isKept),
    notes: [t`Not used, because the names say another part of the data: ${listNames(names)}`],
  };
}

function splitOf(path: string): Split | null {
  for (const name of path.split('/').toReversed()) {
    const word = WORD.exec(name)?.[1];
    if (word !== undefined) return WORDS[word.toLowerCase()]!;
  }
  return null;
}
