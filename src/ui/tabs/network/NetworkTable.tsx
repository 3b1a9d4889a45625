import { t } from '../../../core/language/t';
import type { GraphReport } from '../../../core/network/graphReport';
import { operationOf, shareText } from '../../../experiment/network/boxWords';
import type { LayerGroups } from '../../../experiment/network/layerGroups';
import type { GraphNode } from '../../../experiment/network/networkGraph';
import { sizeText } from '../../../experiment/network/operatorWords';
import { capitalized } from '../../../experiment/text/capitalized';
import { grouped } from '../../../experiment/text/numberWords';
import type { DrawnRate } from './drawnBox';

interface NetworkTableProps {
  readonly graph: readonly GraphNode[];
  readonly groups: LayerGroups;
  /** Tolerated rates by the layers with faults, joined by commas. */
  readonly rates: ReadonlyMap<string, DrawnRate>;
  /** Nodes of the reader's file. Empty for a network of the catalogue. */
  readonly file: GraphReport['nodes'];
}

/** Table of all nodes of a network, in the order in which they run. */
export function NetworkTable({ graph, groups, rates, file }: NetworkTableProps) {
  const allBits = graph.reduce((sum, { bits }) => sum + bits, 0);
  const blocks = new Map([...groups].flatMap(([block, names]) => names.map((name) => [name, block])));
  const origins = new Map(file.map(({ name, file: from }) => [name, from.join(', ')]));
  return (
    <table className="data-table layer-table tabular">
      <caption>{t`Nodes in the order in which they run`}</caption>
      <thead>
        <tr>
          <th scope="col">{t`Node`}</th>
          <th scope="col">{t`Operation`}</th>
          <th scope="col">{t`Reads`}</th>
          <th scope="col">{t`Output`}</th>
          <th scope="col">{t`Words`}</th>
          <th scope="col">{t`Bits`}</th>
          <th scope="col">{t`Share of all bits`}</th>
          <th scope="col">{t`Tolerated rate`}</th>
          <th scope="col">{t`Layer`}</th>
          <th scope="col">{t`Block`}</th>
          {file.length > 0 && <th scope="col">{t`Computes of the file`}</th>}
        </tr>
      </thead>
      <tbody>
        {graph.map((node) => (
          <tr key={node.name}>
            <th scope="row">{node.name}</th>
            <td>{capitalized(operationOf(node))}</td>
            <td>{node.inputs.join(', ') || t`Input`}</td>
            <td>{sizeText(node.shaped.outputShape)}</td>
            <td>{grouped(node.words)}</td>
            <td>{grouped(node.bits)}</td>
            <td>{node.bits === 0 ? '–' : shareText(node.bits / allBits)}</td>
            <td>
              {rates.get(node.name)?.text ?? '–'}
              {rates.has(node.name) && <small>{rates.get(node.name)!.evidence}</small>}
            </td>
            <td>{node.layer}</td>
            <td>{blocks.get(node.layer)}</td>
            {file.length > 0 && <td>{origins.get(node.name)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
