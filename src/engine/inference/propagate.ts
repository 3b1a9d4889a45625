import * as tf from '@tensorflow/tfjs-core';
import { t } from '../../core/language/t';
import type { ModelDescription } from '../../core/network/model';
import { overflowingNodes, type TrainedMagnitudes } from '../../core/network/overflowBound';
import { isClassifier } from '../../core/samples/measure';
import { predictedClass } from '../../core/site/predictedClass';
import {
  comparedNodes,
  compareValues,
  type Propagation,
  type PropagationRequest,
} from '../../core/site/propagation';
import { siteBuffers } from '../../core/site/siteTensors';
import type { SampleSet } from '../datasets/sampleSet';
import type { DynamicFaults } from '../injection/dynamicFaults';
import type { StaticFaults } from '../injection/staticFaults';
import { countFlips } from '../kernels/faultKernels';
import { hasOverflowed } from '../kernels/overflowKernels';
import { sum } from './countRows';
import { uploadBatch } from './imageBatches';
import { DUE, INPUT, type Inference, type NetworkRunner, type NodeValues } from './networkRunner';
import { dueMarks } from './trialRunner';

/** Parts of an engine that run one sample. */
interface PropagationParts {
  readonly description: ModelDescription;
  readonly data: SampleSet;
  readonly faults: StaticFaults;
  readonly dynamic: DynamicFaults;
  readonly runner: NetworkRunner;
  readonly magnitudes: Omit<TrainedMagnitudes, 'input'>;
}

/** Values of one pass, read back from the device. */
interface Pass {
  /** Output of each node, by name. */
  readonly outputs: ReadonlyMap<string, Float32Array>;
  /** Results of the checked nodes before Infinity and NaN became 0, by name. */
  readonly checked: ReadonlyMap<string, Float32Array>;
  /** The `due` mark of the sample. */
  readonly due: ArrayLike<number>;
  /** Number of flipped bits by node: in the weights of its layer and in its own output. */
  readonly flips: ReadonlyMap<string, number>;
}

/** Tensors of one pass. `due` has one tensor, or none if no node was checked. */
type DevicePass = {
  readonly outputs: tf.Tensor[];
  readonly checked: Record<string, tf.Tensor>;
  readonly due: tf.Tensor[];
  readonly flips: readonly NodeFlips[];
};

/** Number of flipped bits [1] in one tensor of a node. */
interface NodeFlips {
  readonly node: string;
  readonly count: tf.Tensor;
}

/**
 * Runs one sample twice, with the site quantised and under the faults of a trial, and compares the
 * outputs of all nodes. Throws RangeError if the set has no such sample.
 */
export async function propagate(
  { description, data, faults, dynamic, runner, magnitudes }: PropagationParts,
  { injection, sample }: PropagationRequest,
): Promise<Propagation> {
  if (!Number.isInteger(sample) || sample < 0 || sample >= data.numSamples) {
    throw new RangeError(
      t`Cannot follow faults: found sample ${sample}, expected a whole number from 0 to ${data.numSamples - 1}`,
    );
  }
  const { site, ber, trial } = injection;
  const batch = uploadBatch(data, description, [sample, sample + 1]);
  try {
    const overflowing = overflowingNodes(description, site, { ...magnitudes, input: batch.magnitude });
    const run = (onWrite: Inference['onWrite'], due: tf.Tensor | null) =>
      runNodes(description, runner, batch.images, { onWrite, overflowing, due });
    const before = await faults.whenStored(site, () => {
      const pass = tf.tidy(() => {
        faults.quantize(site);
        return { ...run(dynamic.quantize(site), null), flips: [] };
      });
      return readPass(description, pass);
    });
    const after = await faults.whenStored(site, () => {
      const pass = tf.tidy(() => {
        const { nonFinite } = faults.inject(injection);
        const trained = site.layers.flatMap((layer) =>
          faults.drawMasks(injection, layer).map(({ mask }) => ({ node: layer, count: countFlips(mask) })),
        );
        const struck = dynamic.inject(injection);
        try {
          // One count for each buffer of the site: a sample lies in one segment.
          const counts = struck?.permanentFlips() ?? [];
          const marks = dueMarks(nonFinite, batch.range);
          const pass = run(struck?.batchWriter(batch.range, counts) ?? null, marks);
          const buffers = siteBuffers(description, site);
          const written = counts.map((count, index) => ({ node: buffers[index]!.node, count }));
          return { ...pass, flips: [...trained, ...written] };
        } finally {
          struck?.dispose();
        }
      });
      return readPass(description, pass);
    });
    const answer = ({ outputs, due }: Pass) =>
      isClassifier(description.numClasses)
        ? predictedClass(outputs.get(description.nodes.at(-1)!.node.name)!, 0, description.numClasses, due)
        : null;
    return {
      ...{ sample, ber, trial, label: isClassifier(description.numClasses) ? data.labels[sample]! : -1 },
      ...{ before: answer(before), after: answer(after), flips: sum([...after.flips.values()]) },
      nodes: comparedNodes(description.nodes).map(({ node: { name, kind } }) => {
        const values = after.outputs.get(name)!;
        return {
          ...{ node: name, kind, numValues: values.length, flips: after.flips.get(name) ?? 0 },
          ...compareValues(before.outputs.get(name)!, values),
          nonFinite: after.checked.get(name)?.filter(hasOverflowed).length ?? 0,
        };
      }),
    };
  } finally {
    tf.dispose([batch.images, batch.labels]);
  }
}

/** Runs all nodes and keeps all outputs. Call inside `tf.tidy`. */
function runNodes(
  { nodes }: ModelDescription,
  runner: NetworkRunner,
  images: tf.Tensor,
  how: Inference,
): Omit<DevicePass, 'flips'> {
  const parts = new Map<string, tf.Tensor[]>();
  const onCheck = (node: string, values: tf.Tensor) => {
    const known = parts.get(node) ?? [];
    parts.set(node, [...known, tf.keep(tf.reshape(values, [-1]))]);
  };
  let values: NodeValues = new Map([[INPUT, images]]);
  const outputs = nodes.map(({ node }, index) => {
    // The marks before the first node are in the values of all later ones.
    values = runner.values(index, index + 1, values, {
      ...how,
      due: index === 0 ? (how.due ?? null) : null,
      onCheck,
    });
    return values.get(node.name)!;
  });
  const checked = Object.fromEntries([...parts].map(([node, kept]) => [node, tf.concat(kept)]));
  tf.dispose([...parts.values()]);
  return { outputs, checked, due: values.has(DUE) ? [values.get(DUE)!] : [] };
}

/** Reads back a pass and disposes its tensors. */
async function readPass({ nodes }: ModelDescription, pass: DevicePass): Promise<Pass> {
  const { outputs, checked, due, flips } = pass;
  const read = (tensor: tf.Tensor) => tensor.data() as Promise<Float32Array>;
  const readAll = async (entries: readonly (readonly [string, tf.Tensor])[]) =>
    new Map(await Promise.all(entries.map(async ([name, tensor]) => [name, await read(tensor)] as const)));
  try {
    return {
      outputs: await readAll(outputs.map((output, index) => [nodes[index]!.node.name, output])),
      checked: await readAll(Object.entries(checked)),
      due: due.length === 0 ? [0] : await read(due[0]!),
      flips: await flipsByNode(flips),
    };
  } finally {
    tf.dispose([outputs, Object.values(checked), due, flips.map(({ count }) => count)]);
  }
}

/** Reads back the counts and adds those of each node. */
async function flipsByNode(flips: readonly NodeFlips[]): Promise<ReadonlyMap<string, number>> {
  const byNode = new Map<string, number>();
  for (const { node, count } of flips) byNode.set(node, (byNode.get(node) ?? 0) + (await count.data())[0]!);
  return byNode;
}
