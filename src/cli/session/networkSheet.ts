import type { ModelDescription } from '../../core/network/model';
import { shapeText } from '../../core/network/shapeText';
import { isClassifier } from '../../core/samples/measure';
import type { OpenedGraph } from '../../engine/graph/openGraph';
import { valueText } from '../../experiment/network/valueText';
import { countOf, grouped } from '../../experiment/text/numberWords';
import { alignedTable } from './alignedTable';

/** Returns the sheet of an opened network: what its file holds and what became of it. */
export function networkSheet(fileName: string, { description, report }: OpenedGraph): string {
  const { producer, graphName } = report;
  const writtenBy = producer === '' ? '' : `, written by ${producer}`;
  const trained = report.tensors.filter(({ structure }) => structure !== null);
  return [
    `${fileName}: ${report.format}${writtenBy}`,
    ...(graphName === '' ? [] : [`Graph: ${graphName}`]),
    `Identity: ${description.id}`,
    ...report.inputs.map((input) => `Input: ${valueText(input)}`),
    ...report.outputs.map((output) => `Output: ${valueText(output)}`),
    `One sample: ${shapeText(report.inputShape)}, channels last`,
    `Answer: ${answerOf(description)}`,
    '',
    `${countOf(report.nodes.length, 'node')}, in the order in which they run`,
    ...alignedTable(
      [
        ['node', 'operation', 'output', 'trained words', 'written words', 'from'],
        ...report.nodes.map(({ name, kind, activation, outputShape, trainedWords, writtenWords, file }) => [
          name,
          activation === '' ? kind : `${kind} + ${activation}`,
          shapeText(outputShape),
          trainedWords === 0 ? '' : grouped(trainedWords),
          writtenWords === 0 ? '' : grouped(writtenWords),
          file.join(', '),
        ]),
      ],
      (column) => column === 3 || column === 4,
    ),
    '',
    `${countOf(trained.length, 'trained tensor')}, ${grouped(sumOf(trained.map(({ words }) => words)))} words in the order of the file`,
    ...alignedTable(
      [
        ['number', 'structure', 'shape', 'words', 'name'],
        ...trained.map(({ number, structure, shape, words, name }) => [
          String(number ?? ''),
          structure ?? '',
          shapeText(shape),
          grouped(words),
          name,
        ]),
      ],
      (column) => column === 0 || column === 3,
    ),
    '',
    `Blocks: ${report.blocks.map(({ name, layers }) => (layers.join() === name ? name : `${name} (${layers.join(', ')})`)).join(', ')}`,
    ...(report.computed.length === 0
      ? []
      : [`Computed when the file was opened: ${report.computed.join(', ')}`]),
    ...(report.dropped.length === 0
      ? []
      : [`Left out, as they change nothing: ${report.dropped.join(', ')}`]),
    ...report.notes,
  ].join('\n');
}

function answerOf({ numClasses, nodes }: ModelDescription): string {
  return isClassifier(numClasses)
    ? `scores of ${grouped(numClasses)} classes`
    : `values ${shapeText(nodes.at(-1)!.outputShape)}`;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
