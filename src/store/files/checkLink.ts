import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import { parseLink } from '../../experiment/link/link';

/**
 * Throws AssetError for a link in a file that leads to no experiment. Opened, it would replace the
 * reader's experiment by the defaults.
 */
export function checkLink(link: string, name: string): void {
  const { kind } = parseLink(link);
  if (kind === 'experiment' || kind === 'newer') return;
  const found = JSON.stringify(link.slice(0, 40));
  throw new AssetError(name, t`Its link ${found} leads to no experiment: expected #/x? and settings`);
}
