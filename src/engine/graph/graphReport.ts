import { t } from '../../core/language/t';
import type { GraphReport, ReportedValue } from '../../core/network/graphReport';
import { layerBlocks, type ModelDescription } from '../../core/network/model';
import { product } from '../../core/network/network';
import type { SourceModel, SourceNode } from '../source/sourceModel';
import type { BuiltNode } from './graphBuilder';
import type { GraphValues } from './graphTensors';

/** Input to `reportGraph`. */
interface ReportSource {
  readonly model: SourceModel;
  readonly description: ModelDescription;
  readonly tensors: readonly GraphValues[];
  readonly built: readonly BuiltNode[];
  readonly names: ReadonlyMap<string, { readonly name: string }>;
  readonly computed: readonly string[];
  /** Nodes of the file that the output depends on. */
  readonly nodes: readonly SourceNode[];
}

/** Describes an opened network for readers. */
export function reportGraph(source: ReportSource): GraphReport {
  const { model, description, tensors, built, names, computed } = source;
  const shown = ({ name, operator, origin }: SourceNode) => `${name} (${origin?.kind ?? operator})`;
  const used = new Set(built.flatMap(({ sources }) => sources.map((index) => shown(model.nodes[index]!))));
  const numbers = new Map(
    description.layers.flatMap((layer) => layer.tensors.map(({ stored, tensor }) => [stored, tensor])),
  );
  const trained = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  return {
    format: model.format,
    producer: model.producer,
    graphName: model.graphName,
    inputs: model.inputs.map(reportValue),
    outputs: model.outputs.map((output, index) => {
      const reported = reportValue(output);
      // The first is the one that is computed.
      if (index > 0 || reported.shape !== null) return reported;
      return { ...reported, shape: ['?', ...description.nodes.at(-1)!.outputShape] };
    }),
    inputShape: description.inputShape,
    nodes: built.map(({ id, operation, sources, uses, inputs, output }) => {
      const { name } = names.get(id)!;
      const activation = 'activation' in operation ? operation.activation : undefined;
      const read = uses.filter(({ constant }) => trained.get(constant.stored.name)?.structure !== null);
      return {
        name,
        kind: operation.kind,
        activation: activation?.name ?? '',
        file: [...new Set(sources.map((index) => shown(model.nodes[index]!)))],
        inputShapes: inputs.map(({ shape }) => shape),
        outputShape: output.shape,
        trainedWords: read.reduce((sum, { constant }) => sum + product(constant.dims), 0),
        writtenWords: description.buffers.reduce(
          (sum, { node, numWords }) => sum + (node === name ? numWords : 0),
          0,
        ),
      };
    }),
    tensors: tensors.map(({ name, shape, structure, note = '' }) => ({
      name,
      number: numbers.get(name) ?? null,
      structure,
      shape,
      words: product(shape),
      computation: note,
    })),
    dropped: [...new Set(source.nodes.map(shown))].filter((name) => !used.has(name)),
    computed,
    blocks: [...layerBlocks(description)].map(([name, layers]) => ({ name, layers })),
    notes: notesOf(source),
  };
}

function reportValue({ name, type, shape }: SourceModel['inputs'][number]): ReportedValue {
  return { name, type, shape: shape?.map((length) => length ?? '?') ?? null };
}

function notesOf({ model, nodes }: ReportSource): string[] {
  const [taken, ...others] = model.outputs.map(({ name }) => name);
  const read = new Set([taken, ...nodes.flatMap(({ inputs }) => inputs)]);
  const unread = model.inputs.filter(({ name }) => !read.has(name)).map(({ name }) => name);
  const unused = [...model.initializers.keys()].filter((name) => !read.has(name));
  const notes: string[] = [...model.notes];
  if (others.length > 0)
    notes.push(t`The file has further outputs, which are not computed: ${others.join(', ')}`);
  if (unread.length > 0) notes.push(t`The output does not depend on some inputs: ${unread.join(', ')}`);
  if (unused.length > 0) notes.push(t`The output does not depend on some tensors: ${unused.join(', ')}`);
  const left = model.nodes.length - nodes.length;
  if (left > 0) notes.push(t`Nodes that the output does not depend on: ${left}`);
  return notes;
}
