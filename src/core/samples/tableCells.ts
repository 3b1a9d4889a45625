/** Names of columns that hold labels. */
export const LABEL_COLUMN = /^(?:label|labels|class|classes|category|target|y|species|diagnosis)$/i;
/** Names of columns that number the rows. Pandas writes one without a name. */
export const ROW_NUMBER_COLUMN = /^(?:|id|index|unnamed: 0)$/i;

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i;
const SEPARATORS = ['\t', ';', ','] as const;

/** Returns true for a cell that is a number with a decimal point. */
export function isNumber(cell: string): boolean {
  return NUMBER.test(cell);
}

/** Returns what separates the cells of a table by its first line. Undefined: blanks do. */
export function separatorOf(firstLine: string): (typeof SEPARATORS)[number] | undefined {
  return SEPARATORS.find((mark) => firstLine.includes(mark));
}
