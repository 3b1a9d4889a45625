import { useEffect, useState } from 'react';
import { t } from '../../../core/language/t';
import type { DataKind, ModelDescription } from '../../../core/network/model';
import { sampleWord } from '../../../core/network/sampleNoun';
import type { Propagation } from '../../../core/site/propagation';
import { isDynamic } from '../../../core/site/siteTensors';
import { capitalized } from '../../../experiment/text/capitalized';
import {
  nodeSentence,
  propagationHeadings,
  propagationRow,
  propagationSentence,
} from '../../../experiment/text/propagationWords';
import { selectModel } from '../../../store/selectors/selectors';
import { PropagationChart } from '../../charts/propagation/PropagationChart';
import { ScrolledTable } from '../../controls/ScrolledTable';
import { ExportButton } from '../../export/ExportButton';
import { useExplorer } from '../../hooks/useExplorer';
import { useHotkeys } from '../../hooks/useHotkeys';
import { scientific, typeset } from '../../text/format';
import '../../styles/propagation.css';

interface PropagationPanelProps {
  /** Index of the sample that the tab shows. */
  readonly sample: number;
  readonly classNames: readonly string[];
  readonly kind: DataKind;
}

/** Panel of how far the faults at the cursor travel through the network for one sample. */
export function PropagationPanel({ sample, classNames, kind }: PropagationPanelProps) {
  const follow = useExplorer((state) => state.follow);
  const propagation = useExplorer((state) => state.propagation);
  useEffect(() => follow(sample), [follow, sample]);
  useEffect(() => () => follow(null), [follow]);
  return (
    <section className="panel propagation-panel" aria-labelledby="propagation-title">
      <div className="panel-head">
        <h2 id="propagation-title">{t`How far the faults travel`}</h2>
        {propagation !== null && <ExportButton />}
      </div>
      {propagation === null ? (
        <p className="empty propagation-empty">{t`Following the faults through the network`}</p>
      ) : (
        <Travel propagation={propagation} classNames={classNames} kind={kind} />
      )}
    </section>
  );
}

interface TravelProps {
  readonly propagation: Propagation;
  readonly classNames: readonly string[];
  readonly kind: DataKind;
}

function Travel({ propagation, classNames, kind }: TravelProps) {
  const model = useExplorer(selectModel);
  const layers = useExplorer((state) => state.spec.layers);
  const hasStoredValues = useExplorer((state) => state.spec.structures.some(isDynamic));
  const setSettings = useExplorer((state) => state.setSettings);
  const [name, setName] = useState<string | null>(null);
  const [table, setTable] = useState(false);
  useHotkeys({ t: () => setTable((shown) => !shown) });
  const { nodes } = propagation;
  const headings = propagationHeadings();
  const named = nodes.findIndex(({ node }) => node === name);
  const firstChanged = nodes.findIndex(({ changed }) => changed > 0);
  const chosen = Math.max(0, named < 0 ? firstChanged : named);
  const node = nodes[chosen]!;
  const layer = layerOfNode(model, node.node);
  const all = model.layers.map((each) => each.name);
  const struck = new Set(layers);
  return (
    <>
      <div className="figure-head">
        <p className="propagation-finding">
          {propagationSentence(propagation, (label) => classNames[label] ?? String(label))}{' '}
          <span className="muted tabular">{conditionOf(kind, propagation)}</span>
        </p>
        <button type="button" className="button" aria-pressed={table} onClick={() => setTable(!table)}>
          {t`Table`}
        </button>
      </div>
      <PropagationChart
        nodes={nodes}
        struck={struck}
        chosen={chosen}
        onChoose={(index) => setName(nodes[index]!.node)}
      />
      <div className="row propagation-reading">
        <p className="tabular">
          <strong>{node.node}</strong>: {typeset(nodeSentence(node))}.
        </p>
        {!(layers.length === 1 && layers[0] === layer) && (
          <button type="button" className="button" onClick={() => setSettings({ layers: [layer] })}>
            {t`Faults in ${layer} alone`}
          </button>
        )}
        {layers.length < all.length && (
          <button type="button" className="button" onClick={() => setSettings({ layers: all })}>
            {t`Faults in all layers`}
          </button>
        )}
      </div>
      <p className="note">
        {t`▮ flipped bits of the trial in the weights and outputs of each layer; ● values that differ from those
        without faults; ◆ RMS of the differences over the RMS of the values without faults; ▲ layers with
        faults. Choose a layer to read it, and let faults strike it alone to see how far they travel from
        there.`}
        {nodes.some(({ nonFinite }) => nonFinite > 0) && ` ${t`✕ results that are NaN or infinite.`}`}
        {hasStoredValues &&
          ` ${t`Another device may count a value more or fewer: it adds in another order, and a sum at the border of two words is rounded to the other word.`}`}
      </p>
      {table && (
        <ScrolledTable label={t`The chart as a table`}>
          <table className="data-table tabular">
            <caption className="sr-only">{t`How far the faults travel`}</caption>
            <thead>
              <tr>
                {headings.map((heading) => (
                  <th key={heading} scope="col">
                    {heading}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {nodes.map((each) => {
                const [title, ...cells] = propagationRow(each);
                return (
                  <tr key={each.node}>
                    <th scope="row">{title}</th>
                    {cells.map((cell, index) => (
                      <td key={headings[index + 1]}>{typeset(cell)}</td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </ScrolledTable>
      )}
    </>
  );
}

/** Names the sample, rate and trial of a propagation. */
function conditionOf(kind: DataKind, { sample, ber, trial }: Propagation): string {
  const noun = capitalized(sampleWord(kind));
  return ber === 0
    ? t`${noun} ${sample}, rate 0, trial ${trial}`
    : t`${noun} ${sample}, rate ${scientific(ber)}, trial ${trial}`;
}

/** Returns the layer with weights that a node belongs to: its own, or the last one before it. */
function layerOfNode({ nodes, layers }: ModelDescription, name: string): string {
  const names = new Set(layers.map((layer) => layer.name));
  const end = nodes.findIndex(({ node }) => node.name === name) + 1;
  return nodes.slice(0, end).findLast(({ node }) => names.has(node.name))?.node.name ?? layers[0]!.name;
}
