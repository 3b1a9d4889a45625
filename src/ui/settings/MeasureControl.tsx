import { t } from '../../core/language/t';
import { type Measure, measuresOf } from '../../core/samples/measure';
import { capitalized } from '../../experiment/text/capitalized';
import { errorClause } from '../../experiment/text/measureWords';
import { selectModel } from '../../store/selectors/selectors';
import { Segmented } from '../controls/Segmented';
import { useExplorer } from '../hooks/useExplorer';

/** Names of the measures as choices. */
const NAMES: Readonly<Record<Measure, () => string>> = {
  top1: () => t`Top-1 error`,
  top5: () => t`Top-5 error`,
  changed: () => t`Changed answers`,
  deviation: () => t`Deviation`,
  perplexity: () => t`Perplexity`,
};

/** Chooses what counts as an error, where network and samples have more than one measure. */
export function MeasureControl() {
  const model = useExplorer(selectModel);
  const isLabelled = useExplorer((state) => state.data?.isLabelled ?? true);
  const measure = useExplorer((state) => state.spec.measure);
  const edit = useExplorer((state) => state.setSettings);
  const measures = measuresOf(model, isLabelled);
  const clause = errorClause(measure);
  return (
    <>
      {measures.length > 1 && (
        <Segmented
          label={t`Measure of errors`}
          showLabel
          value={measure}
          options={measures.map((each) => [each, NAMES[each]()] as const)}
          onChange={(chosen) => edit({ measure: chosen })}
        />
      )}
      {clause !== '' && <p className="note">{`${capitalized(clause)}.`}</p>}
    </>
  );
}
