import { type FunctionComponent, lazy, Suspense, useState } from 'react';
import type { View } from '../../experiment/link/view';
import { PartMissing } from '../controls/PartMissing';
import { forgetFailedStyles } from '../forgetFailedStyles';

/** All lenses but the first figure: each loads when somebody looks at it. */
type LazyLensName = Exclude<View['lens'], 'explore'>;

interface LensProps {
  /** Asks once more for a lens that could not be loaded. */
  readonly onRetry: () => void;
}

const LOADERS: Readonly<Record<LazyLensName, () => Promise<FunctionComponent>>> = {
  layers: () => import('./layers/LayersLens').then(({ LayersLens }) => LayersLens),
  structures: () => import('./structures/StructuresLens').then(({ StructuresLens }) => StructuresLens),
  types: () => import('./types/TypesLens').then(({ TypesLens }) => TypesLens),
  classes: () => import('./classes/ClassesLens').then(({ ClassesLens }) => ClassesLens),
  chip: () => import('./chip/ChipLens').then(({ ChipLens }) => ChipLens),
  models: () => import('./models/ModelsLens').then(({ ModelsLens }) => ModelsLens),
  data: () => import('./data/DataLens').then(({ DataLens }) => DataLens),
  paper: () => import('./paper/PaperLens').then(({ PaperLens }) => PaperLens),
};

/** Lenses that are here or on their way. One that failed is not among them, so that it is asked for anew. */
const lenses = new Map<LazyLensName, FunctionComponent<LensProps>>();

function lensOf(name: LazyLensName): FunctionComponent<LensProps> {
  const known = lenses.get(name);
  if (known !== undefined) return known;
  const lens = lazy(async (): Promise<{ default: FunctionComponent<LensProps> }> => {
    try {
      return { default: await LOADERS[name]() };
    } catch {
      lenses.delete(name);
      forgetFailedStyles();
      return { default: PartMissing };
    }
  });
  lenses.set(name, lens);
  return lens;
}

/** A lens that is loaded when it is opened. Give it the lens's name as its key, so that one that failed is asked for again. */
export function LazyLens({ name }: { readonly name: LazyLensName }) {
  const [Lens, setLens] = useState(() => lensOf(name));
  // The boundary stands inside: state above a boundary outlasts what suspends, and with it the attempt that failed.
  return (
    <Suspense fallback={<p className="empty lens-empty">Loading</p>}>
      <Lens onRetry={() => setLens(() => lensOf(name))} />
    </Suspense>
  );
}
