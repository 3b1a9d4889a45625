import { familyOf } from '../../experiment/link/view';
import { siteTitle } from '../../experiment/settings/siteTitle';
import { selectModel } from '../../store/selectors/selectors';
import { selectFaultySpec } from '../../store/selectors/siteSelectors';
import { useExplorer } from '../hooks/useExplorer';

/** Names the experiment: `LeNetFC: Q2.6 weights of fc-1`. */
export function Heading() {
  const model = useExplorer(selectModel);
  const spec = useExplorer(selectFaultySpec);
  const isOne = useExplorer((state) => familyOf(state.view) === null);
  const some = isOne && spec.layers.length < model.layers.length ? ` of ${spec.layers.join(', ')}` : '';
  return <h1>{`${model.title}: ${siteTitle(spec)}${some}`}</h1>;
}
