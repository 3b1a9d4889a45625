import { Fragment, type ReactNode } from 'react';
import { partsOf } from '../../core/language/t';

/**
 * Returns a text with elements in the language of the page: `` rich`Press ${<kbd>t</kbd>}` ``. Its
 * key has numbers in place of the elements, as for `t`.
 */
export function rich(strings: TemplateStringsArray, ...values: readonly ReactNode[]): ReactNode {
  return partsOf(strings).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a message keep their places.
    <Fragment key={index}>{typeof part === 'number' ? values[part] : part}</Fragment>
  ));
}
