import { lazy, Suspense } from 'react';
import { t } from '../../core/language/t';
import type { EmbedView } from '../../experiment/embed/embedLink';
import { EmbedCurve } from './EmbedCurve';

const FIGURES = {
  curve: EmbedCurve,
  gallery: lazy(() =>
    import('../tabs/explore/GalleryPanel').then(({ GalleryPanel }) => ({ default: GalleryPanel })),
  ),
  layers: lazy(() => import('./EmbedSeries').then(({ EmbedLayers }) => ({ default: EmbedLayers }))),
  structures: lazy(() =>
    import('./EmbedSeries').then(({ EmbedStructures }) => ({ default: EmbedStructures })),
  ),
  types: lazy(() => import('./EmbedSeries').then(({ EmbedTypes }) => ({ default: EmbedTypes }))),
};

/** Figure that a link names by `ui`. */
export function EmbedFigure({ ui }: Pick<EmbedView, 'ui'>) {
  const Figure = FIGURES[ui];
  return (
    <Suspense fallback={<p className="empty">{t`Loading`}</p>}>
      <Figure />
    </Suspense>
  );
}
