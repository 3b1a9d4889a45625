import { LENSES, type View } from '../../experiment/view';
import { useExplorer } from '../useExplorer';

const TITLES: Partial<Record<View['lens'], string>> = {
  explore: 'Explore',
  layers: 'Layers',
  structures: 'Structures',
  types: 'Types',
  classes: 'Classes',
  chip: 'Chip',
  data: 'Data',
  models: 'Models',
  paper: 'Paper',
};
const SHOWN = LENSES.filter((lens) => TITLES[lens] !== undefined);

/** The faces of one experiment: its curve, its test set, and every model beside the paper's table. */
export function LensTabs() {
  const lens = useExplorer((state) => state.view.lens);
  const look = useExplorer((state) => state.look);
  return (
    <nav className="lenses" aria-label="Lenses">
      {SHOWN.map((name) => (
        <button
          key={name}
          type="button"
          className="lens"
          aria-current={name === lens ? 'page' : undefined}
          onClick={() => look({ lens: name })}
        >
          {TITLES[name]}
        </button>
      ))}
    </nav>
  );
}
