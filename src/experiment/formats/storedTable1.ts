import { CATALOG } from '../../core/network/catalog';
import { TRAINING_SETS } from '../../core/network/model';
import { checkTable1Row, type Table1Row } from './table1Row';

const FILES = import.meta.glob<unknown>('./storedTable1/*.stored.json', { eager: true, import: 'default' });

/**
 * All rows that ship, in catalogue order, generated data before real. The page imports this module
 * on demand.
 */
export const STORED_TABLE1: readonly Table1Row[] = Object.entries(FILES)
  .map(([name, value]) => checkTable1Row(value, name))
  .sort((a, b) => rank(a) - rank(b));

function rank({ model, set }: Table1Row): number {
  return [...CATALOG.keys()].indexOf(model) * TRAINING_SETS.length + TRAINING_SETS.indexOf(set);
}
