import { LENSES } from '../../experiment/view';
import { LENS_TEXTS } from '../lenses/lensTexts';
import { useExplorer } from '../useExplorer';

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
          onClick={() => look({ lens: name })}
        >
          {LENS_TEXTS[name].title}
        </button>
      ))}
    </nav>
  );
}
