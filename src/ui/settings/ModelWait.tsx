import { t } from '../../core/language/t';
import { modelWait } from '../../store/runs/modelWait';
import { useExplorer } from '../hooks/useExplorer';
import { duration } from '../text/format';

/** States whether a network has a stored curve, and how long its first experiment takes here. */
export function ModelWait({ model }: { readonly model: string }) {
  const hasStored = useExplorer((state) => modelWait(state, model).hasStored);
  const ms = useExplorer((state) => modelWait(state, model).ms);
  const texts = [
    ...(hasStored ? [t`stored curve`] : []),
    ms === null ? t`time not known yet` : ms === 0 ? t`already run here` : t`about ${duration(ms)} here`,
  ];
  return <>{texts.map((text) => ` · ${text}`).join('')}</>;
}
