import { type ComponentType, lazy } from 'react';
import type { View } from '../../experiment/view';

/** Every lens but the first figure, each loaded when somebody looks. */
export const LAZY_LENSES: Readonly<Record<Exclude<View['lens'], 'explore'>, ComponentType>> = {
  layers: lenient(() => import('./LayersLens').then(({ LayersLens }) => LayersLens)),
  structures: lenient(() => import('./StructuresLens').then(({ StructuresLens }) => StructuresLens)),
  types: lenient(() => import('./TypesLens').then(({ TypesLens }) => TypesLens)),
  classes: lenient(() => import('./ClassesLens').then(({ ClassesLens }) => ClassesLens)),
  chip: lenient(() => import('./ChipLens').then(({ ChipLens }) => ChipLens)),
  models: lenient(() => import('./ModelsLens').then(({ ModelsLens }) => ModelsLens)),
  data: lenient(() => import('./DataLens').then(({ DataLens }) => DataLens)),
  paper: lenient(() => import('./PaperLens').then(({ PaperLens }) => PaperLens)),
};

/** A lens that cannot be loaded says so in its place, and the rest of the page goes on. */
function lenient(load: () => Promise<ComponentType>) {
  return lazy(async () => ({ default: await load().catch(() => LensMissing) }));
}

function LensMissing() {
  return (
    <p className="empty lens-empty">
      This part of the page could not be loaded: is the page offline? Opened again, it tries again.
    </p>
  );
}
