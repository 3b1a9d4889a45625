import type { Vaults } from '../engine/engineRoom';
import { browserParts } from './partsVault';
import { browserVault } from './resultsVault';
import { browserTicks } from './ticksVault';

/** What this browser keeps over visits; a warning tells why results last no longer than the page where it refuses. */
export function browserVaults(): Vaults {
  return {
    vault: browserVault((reason) => console.warn(`Results last as long as this page: ${reason}`)),
    ticks: browserTicks(),
    parts: browserParts(),
  };
}
