import type { RawSamples } from './rawSamples';

const MAX_NUMBER = 2 ** 31 - 1;

/**
 * Makes labels of texts: numbers if all are whole numbers from 0, else places among the names,
 * which are sorted by their code units.
 */
export function nameLabels(
  texts: readonly string[],
): Pick<RawSamples, 'labels' | 'labelsAre' | 'classNames'> {
  const isNumber = (text: string) => /^\d{1,10}$/.test(text) && Number(text) <= MAX_NUMBER;
  if (texts.every(isNumber)) {
    return { labels: Int32Array.from(texts, Number), labelsAre: 'numbers', classNames: null };
  }
  return placesOf(texts);
}

/** Makes labels of names, such as those of folders, which stay names if they are numbers. */
export function placesOf(texts: readonly string[]): Pick<RawSamples, 'labels' | 'labelsAre' | 'classNames'> {
  const classNames = [...new Set(texts)].sort((a, b) => (a < b ? -1 : 1));
  const places = new Map(classNames.map((name, index) => [name, index]));
  return { labels: Int32Array.from(texts, (text) => places.get(text)!), labelsAre: 'names', classNames };
}

/** Returns the name of the folder that a file is in. Empty for none. */
export function folderOf(path: string): string {
  return path.split('/').at(-2) ?? '';
}
