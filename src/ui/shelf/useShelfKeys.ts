import { useExplorerStore } from '../hooks/useExplorer';
import { useHotkeys } from '../hooks/useHotkeys';
import { togglePin } from './togglePin';

/** Lets the key C pin or unpin the run on screen, and `/` open the runs at their search. */
export function useShelfKeys(): void {
  const store = useExplorerStore();
  useHotkeys({
    c: () => void togglePin(store),
    '/'(event) {
      // Firefox searches the page by this key.
      event.preventDefault();
      const search = document.querySelector<HTMLInputElement>('.shelf-search input');
      if (search === null) document.querySelector<HTMLButtonElement>('.runs-button')?.click();
      else search.focus();
    },
  });
}
