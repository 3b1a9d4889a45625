import type { Messages } from '../../core/language/t';

const files = import.meta.glob<Messages>('../../../messages/de/*.json', { eager: true, import: 'default' });

/** German texts of the page, by their English text. */
export const GERMAN: Messages = Object.assign({}, ...Object.values(files));
