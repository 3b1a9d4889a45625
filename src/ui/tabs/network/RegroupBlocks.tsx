import { useMemo, useState } from 'react';
import { messageOf } from '../../../core/errors';
import { t } from '../../../core/language/t';
import {
  type BlockRun,
  mergeRun,
  renameRun,
  runsOf,
  runsText,
  splitRun,
} from '../../../experiment/network/editGroups';
import { checkBlocks, layerGroups, mostScopes } from '../../../experiment/network/layerGroups';
import { selectModel } from '../../../store/selectors/selectors';
import { Segmented } from '../../controls/Segmented';
import { TextInput } from '../../controls/TextInput';
import { useExplorer } from '../../hooks/useExplorer';

/**
 * Part of the tab Network that regroups layers to blocks: by scopes of their names, or by hand with
 * a box at each layer that starts a block.
 */
export function RegroupBlocks() {
  const model = useExplorer(selectModel);
  const blocks = useExplorer((state) => state.view.blocks);
  const setView = useExplorer((state) => state.setView);
  const names = useMemo(() => model.layers.map(({ name }) => name), [model]);
  const runs = useMemo(() => runsOf(layerGroups(model, blocks), names), [model, blocks, names]);
  const suggested = useMemo(() => runsText(runsOf(layerGroups(model, ''), names)), [model, names]);
  const most = mostScopes(model);
  const isByHand = blocks !== '' && !/^\d$/.test(blocks);
  const group = (text: string) => setView({ blocks: text === suggested ? '' : text, grouping: 'blocks' });
  const [problem, setProblem] = useState('');
  const edit = (next: readonly BlockRun[]) => {
    try {
      group(checkBlocks(runsText(next), model));
      setProblem('');
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  const byHand = runsText(runs);
  return (
    <details className="why network-regroup">
      <summary>{t`Regroup the blocks`}</summary>
      <div className="stack">
        <p className="note">
          {t`Blocks are the boxes of this drawing and the rows of the tab Layers. A block starts at each checked layer.`}
        </p>
        <Segmented
          label={t`Blocks`}
          value={isByHand ? byHand : blocks}
          options={[
            ['', t`As suggested`],
            ...Array.from({ length: most }, (_, index): [string, string] => [
              String(index + 1),
              index === 0 ? t`By the first scope` : t`By ${index + 1} scopes`,
            ]),
            ...(isByHand ? ([[byHand, t`By hand`]] as const) : []),
          ]}
          onChange={group}
        />
        {problem !== '' && <p role="alert">{problem}</p>}
        <ol className="plain network-runs">
          {runs.flatMap(({ block, layers }, index) =>
            layers.map((layer, place) => (
              <li key={layer} className={place === 0 ? 'network-run-start' : undefined}>
                {place === 0 && (
                  <TextInput
                    label={t`Name of the block at ${layer}`}
                    hideLabel
                    text={block}
                    parse={(name) => checkBlocks(runsText(renameRun(runs, index, name.trim())), model)}
                    onCommit={group}
                  />
                )}
                <label className="check">
                  <input
                    type="checkbox"
                    checked={place === 0}
                    disabled={layer === names[0]}
                    aria-label={t`A block starts at ${layer}`}
                    onChange={() => edit(place === 0 ? mergeRun(runs, index) : splitRun(runs, layer))}
                  />
                  <span className="check-name">{layer}</span>
                </label>
              </li>
            )),
          )}
        </ol>
      </div>
    </details>
  );
}
