import { type ComponentType, lazy } from 'react';

/** The test set: loaded when somebody looks. */
export const DataLens = lenient(() => import('./DataLens').then(({ DataLens: lens }) => lens));
/** Weights, activations and hidden state side by side: loaded when somebody looks. */
export const StructuresLens = lenient(() =>
  import('./StructuresLens').then(({ StructuresLens: lens }) => lens),
);
/** The chosen type against Q3.13: loaded when somebody looks. */
export const TypesLens = lenient(() => import('./TypesLens').then(({ TypesLens: lens }) => lens));
/** Wrong answers by class: loaded when somebody looks. */
export const ClassesLens = lenient(() => import('./ClassesLens').then(({ ClassesLens: lens }) => lens));
/** A measured chip over the simulation: loaded when somebody looks. */
export const ChipLens = lenient(() => import('./ChipLens').then(({ ChipLens: lens }) => lens));
/** Table 1 with its error maps: loaded when somebody looks. */
export const ModelsLens = lenient(() => import('./ModelsLens').then(({ ModelsLens: lens }) => lens));

/** Every layer alone, side by side: loaded when somebody looks. */
export const LayersLens = lenient(() => import('./LayersLens').then(({ LayersLens: lens }) => lens));

/** The paper's claims and figures from stored runs: loaded when somebody looks. */
export const PaperLens = lenient(() => import('./PaperLens').then(({ PaperLens: lens }) => lens));

/** A lens that cannot be loaded says so in its place, and the rest of the page goes on. */
function lenient<P = object>(load: () => Promise<ComponentType<P>>) {
  return lazy(async () => ({ default: await load().catch(() => LensMissing) }));
}

function LensMissing() {
  return (
    <p className="empty lens-empty">
      This part of the page could not be loaded: is the page offline? Opened again, it tries again.
    </p>
  );
}
