import { type ReactNode, useEffect, useRef } from 'react';
import { t } from '../../core/language/t';
import type { GraphReport, RefusedNetwork } from '../../core/network/graphReport';
import { shapeText } from '../../core/network/shapeText';
import { isClassifier } from '../../core/samples/measure';
import { operationOf } from '../../experiment/network/boxWords';
import { valueText } from '../../experiment/network/valueText';
import { structuresTitle } from '../../experiment/settings/siteTitle';
import { capitalized } from '../../experiment/text/capitalized';
import { grouped } from '../../experiment/text/numberWords';
import type { OwnNetwork } from '../../store/state';
import { CopyText } from '../controls/CopyText';
import { NoticeBox } from '../controls/NoticeBox';
import { ScrolledTable } from '../controls/ScrolledTable';
import { useExplorer } from '../hooks/useExplorer';
import { NetworkSamples } from './NetworkSamples';
import './network.css';

/** Shows what the file of a network holds, or why it cannot be run, while the state has a sheet. */
export function NetworkSheet() {
  const sheet = useExplorer((state) => state.sheet);
  const networks = useExplorer((state) => state.networks);
  if (sheet === null) return null;
  if (typeof sheet !== 'string') return <RefusedSheet key={sheet.fileName} network={sheet} />;
  const network = networks[sheet];
  return network === undefined ? null : <OpenedSheet key={sheet} network={network} />;
}

function Sheet({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const showSheet = useExplorer((state) => state.showSheet);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="help network-sheet"
      aria-labelledby="network-title"
      onClose={() => showSheet(null)}
    >
      <div className="panel-head">
        <h2 id="network-title">{title}</h2>
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          {t`Close`}
        </button>
      </div>
      {children}
    </dialog>
  );
}

function RefusedSheet({ network: { fileName, reasons, lines } }: { readonly network: RefusedNetwork }) {
  return (
    <Sheet title={fileName}>
      <NoticeBox tone="error">
        <div>
          <p>{t`This file cannot be run. The experiment on the page stays as it is.`}</p>
          <ul>
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </div>
      </NoticeBox>
      {lines !== undefined && (
        <CopyText label={t`Python that writes ONNX`} text={lines.join('\n')} rows={5} />
      )}
    </Sheet>
  );
}

function OpenedSheet({ network }: { readonly network: OwnNetwork }) {
  const { fileName, report } = network;
  const isInUse = useExplorer((state) => state.spec.model === network.description.id);
  const showSheet = useExplorer((state) => state.showSheet);
  const setView = useExplorer((state) => state.setView);
  return (
    <Sheet title={fileName}>
      <NetworkSamples network={network} />
      {isInUse && (
        <button
          type="button"
          className="button"
          onClick={() => {
            showSheet(null);
            setView({ tab: 'network' });
          }}
        >
          {t`Show its graph`}
        </button>
      )}
      <Facts network={network} />
      <Nodes network={network} />
      <Tensors report={report} />
      <Lists report={report} />
    </Sheet>
  );
}

function Facts({ network: { description, report } }: { readonly network: OwnNetwork }) {
  const { format, producer, graphName, inputs, outputs, inputShape } = report;
  const values = (all: GraphReport['inputs']) => all.map(valueText).join(', ');
  const answer = isClassifier(description.numClasses)
    ? t`scores of ${grouped(description.numClasses)} classes`
    : t`values ${shapeText(description.nodes.at(-1)!.outputShape)}`;
  const trained = report.tensors.filter(({ structure }) => structure !== null);
  const words = trained.reduce((sum, tensor) => sum + tensor.words, 0);
  const rows: readonly (readonly [string, string])[] = [
    [t`Format`, format],
    ...(producer === '' ? [] : [[t`Written by`, producer] as const]),
    ...(graphName === '' ? [] : [[t`Graph`, graphName] as const]),
    [t`Identity`, description.id],
    [t`Input`, values(inputs)],
    [t`Output`, values(outputs)],
    [t`One sample`, t`${shapeText(inputShape)}, channels last`],
    [t`Answer`, answer],
    [
      t`Size`,
      t`Nodes: ${grouped(report.nodes.length)}, layers: ${grouped(description.layers.length)}, trained words: ${grouped(words)}`,
    ],
  ];
  return (
    <dl className="network-facts">
      {rows.map(([term, text]) => (
        <div key={term}>
          <dt className="muted">{term}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function Nodes({ network: { description, report } }: { readonly network: OwnNetwork }) {
  const shaped = new Map(description.nodes.map((each) => [each.node.name, each]));
  return (
    <ScrolledTable label={t`Nodes in the order in which they run`}>
      <table className="data-table">
        <caption>{t`Nodes in the order in which they run`}</caption>
        <thead>
          <tr>
            <th scope="col">{t`Node`}</th>
            <th scope="col">{t`Operation`}</th>
            <th scope="col">{t`Output`}</th>
            <th scope="col" className="words">{t`Trained words`}</th>
            <th scope="col" className="words">{t`Written words`}</th>
            <th scope="col">{t`Computes of the file`}</th>
          </tr>
        </thead>
        <tbody>
          {report.nodes.map(({ name, outputShape, trainedWords, writtenWords, file }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{capitalized(operationOf({ shaped: shaped.get(name)! }))}</td>
              <td className="tabular">{shapeText(outputShape)}</td>
              <td className="tabular words">{trainedWords === 0 ? '' : grouped(trainedWords)}</td>
              <td className="tabular words">{writtenWords === 0 ? '' : grouped(writtenWords)}</td>
              <td>{file.join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrolledTable>
  );
}

function Tensors({ report: { tensors } }: { readonly report: GraphReport }) {
  const trained = tensors.flatMap((tensor) =>
    tensor.structure === null ? [] : [{ ...tensor, structure: tensor.structure }],
  );
  return (
    <ScrolledTable label={t`Trained tensors, with words in the order of the file`}>
      <table className="data-table">
        <caption>{t`Trained tensors, with words in the order of the file`}</caption>
        <thead>
          <tr>
            <th scope="col">{t`Tensor`}</th>
            <th scope="col" className="words">{t`Number`}</th>
            <th scope="col">{t`Structure`}</th>
            <th scope="col">{t`Shape`}</th>
            <th scope="col" className="words">{t`Words`}</th>
            <th scope="col">{t`Computed from the file`}</th>
          </tr>
        </thead>
        <tbody>
          {trained.map(({ name, number, structure, shape, words, computation }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="tabular words">{number ?? ''}</td>
              <td>{structuresTitle([structure])}</td>
              <td className="tabular">{shapeText(shape)}</td>
              <td className="tabular words">{grouped(words)}</td>
              <td>{computation}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrolledTable>
  );
}

function Lists({ report: { blocks, computed, dropped, notes } }: { readonly report: GraphReport }) {
  const named = blocks.map(({ name, layers }) =>
    layers.join() === name ? name : `${name} (${layers.join(', ')})`,
  );
  const sentences = [
    t`Blocks of layers: ${named.join(', ')}`,
    ...(computed.length > 0 ? [t`Computed when the file was opened: ${computed.join(', ')}`] : []),
    ...(dropped.length > 0 ? [t`Left out, as they change nothing: ${dropped.join(', ')}`] : []),
    ...notes,
  ];
  return (
    <ul className="note">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
