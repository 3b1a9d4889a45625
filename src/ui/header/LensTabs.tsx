import { LENSES } from '../../experiment/link/view';
import { useExplorer } from '../hooks/useExplorer';
import { LENS_TEXTS } from '../tabs/lensTexts';

/** On a narrow page the tabs scroll in their line: the open one stands where it is seen. */
function showTab(tab: HTMLButtonElement | null): void {
  const line = tab?.parentElement;
  if (tab != null && line != null)
    line.scrollLeft = tab.offsetLeft - (line.clientWidth - tab.offsetWidth) / 2;
}

/** The faces of one experiment: its curve, its test set, and every model beside the paper's table. */
export function LensTabs() {
  const lens = useExplorer((state) => state.view.lens);
  const look = useExplorer((state) => state.look);
  return (
    <nav className="lenses" aria-label="Lenses">
      {LENSES.map((name) => (
        <button
          key={name}
          type="button"
          className="lens"
          aria-current={name === lens ? 'page' : undefined}
          ref={name === lens ? showTab : undefined}
          onClick={() => look({ lens: name })}
        >
          {LENS_TEXTS[name].title}
        </button>
      ))}
    </nav>
  );
}
