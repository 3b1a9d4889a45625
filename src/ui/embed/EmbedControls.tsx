import { type FunctionComponent, lazy, Suspense } from 'react';
import { t } from '../../core/language/t';
import type { EmbedControl } from '../../experiment/embed/embedLink';
import { BerSlider } from '../settings/BerSlider';
import { ModelPicker } from '../settings/ModelPicker';

/** Settings of the page that can stand beside an embedded figure. */
const PANELS: Readonly<Record<EmbedControl, FunctionComponent>> = {
  ber: BerControl,
  model: ModelPicker,
  type: lazy(() => import('../settings/FormatPanel').then(({ FormatPanel }) => ({ default: FormatPanel }))),
  structures: lazy(() =>
    import('../settings/StructuresPanel').then(({ StructuresPanel }) => ({ default: StructuresPanel })),
  ),
  layers: lazy(() => import('../settings/LayersPanel').then(({ LayersPanel }) => ({ default: LayersPanel }))),
};

/** Slider without the value, which the figure reads out. */
function BerControl() {
  return (
    <div className="embed-ber">
      <BerSlider />
    </div>
  );
}

/** Controls beside an embedded figure, in the order of its link. */
export function EmbedControls({ controls }: { readonly controls: readonly EmbedControl[] }) {
  if (controls.length === 0) return null;
  return (
    <div className="embed-controls">
      <Suspense fallback={<p className="note">{t`Loading`}</p>}>
        {controls.map((name) => {
          const Panel = PANELS[name];
          return <Panel key={name} />;
        })}
      </Suspense>
    </div>
  );
}
