import { type CatalogModel, describeModel } from '../model';
import type { CatalogNode } from '../network';
import { dense } from './nodes';

/** Number of bottlenecks in each stage (He et al. 2015, Table 1). */
const STAGES = [3, 4, 6, 3];
/** Keras's default epsilon of batch normalisation in the paper's year. */
const EPSILON = 1e-3;

/**
 * ResNet50 version 1 (Table 1) as Keras 2.1 built it in the paper's year. Stages after the first
 * halve the picture in their first 1x1 convolution. The first pool is not padded, so its output is
 * 55x55. Later versions pad it to 56x56 and use another epsilon with the same weights. These shapes
 * give the paper's 10.6 million activations.
 */
export const RESNET50: CatalogModel = describeModel({
  id: 'resnet50',
  title: 'ResNet50',
  dataKind: 'photos',
  inputShape: [224, 224, 3],
  nodes: resnet50(64, 1000),
  weightFormat: 'Q3.13',
  activationFormat: 'Q7.6',
  weights: [],
  paper: { weightFormat: 'Q3.13', activationFormat: 'Q7.6', errorPercent: 31 },
});

/**
 * ResNet50's 54 layers and blocks at a quarter of the width on 32x32 pictures: the embedded
 * version.
 */
export const RESNET50_MINI: CatalogModel = describeModel({
  id: 'resnet50-mini',
  title: 'ResNet50-mini',
  dataKind: 'pictures',
  inputShape: [32, 32, 3],
  nodes: resnet50(16, 10),
  weightFormat: 'Q3.13',
  activationFormat: 'Q7.6',
  weights: ['generated'],
  paper: null,
});

function resnet50(width: number, numClasses: number): CatalogNode[] {
  return [
    { kind: 'zeroPad', name: 'pad-1', pixels: 3 },
    ...convolution('conv-1', {
      filters: width,
      kernelSize: 7,
      strides: 2,
      block: 'stem',
      keras: [
        ['conv1', 'bn_conv1'],
        ['conv1_conv', 'conv1_bn'],
      ],
    }),
    { kind: 'relu', name: 'relu-1' },
    { kind: 'maxPool', name: 'pool-1', size: 3, strides: 2 },
    ...STAGES.flatMap((numBlocks, stage) =>
      Array.from({ length: numBlocks }, (_, block) => bottleneck(width * 2 ** stage, stage, block)).flat(),
    ),
    { kind: 'globalAveragePool', name: 'pool-2' },
    dense('fc', numClasses, 'logits', ['fc1000', 'predictions']),
  ];
}

/**
 * A bottleneck: 1x1, 3x3 and 1x1 convolutions with a shortcut around them. In the first bottleneck
 * of a stage the shortcut has a convolution that changes the size.
 *
 * Names follow Keras's first publication: `conv-3b-2` is the second convolution of the second
 * bottleneck of stage 2, which is called 3 there. `stage` and `block` count from 0.
 */
function bottleneck(width: number, stage: number, block: number): CatalogNode[] {
  const number = stage + 2;
  const letter = 'abcdef'[block]!;
  const id = `${number}${letter}`;
  const before =
    block > 0 ? `relu-${number}${'abcdef'[block - 1]}` : stage > 0 ? lastOf(stage - 1) : 'pool-1';
  const strides = block === 0 && stage > 0 ? 2 : 1;
  const common = { block: `stage-${stage + 1}` };
  const keras = (branch: string, place: number): [string, string][] => [
    [`res${id}_branch${branch}`, `bn${id}_branch${branch}`],
    [`conv${number}_block${block + 1}_${place}_conv`, `conv${number}_block${block + 1}_${place}_bn`],
  ];
  const shortcut = block > 0 ? before : `norm-${id}-short`;
  return [
    ...(block > 0
      ? []
      : convolution(`conv-${id}-short`, {
          ...common,
          filters: 4 * width,
          kernelSize: 1,
          strides,
          input: before,
          keras: keras('1', 0),
        })),
    ...convolution(`conv-${id}-1`, {
      ...common,
      filters: width,
      kernelSize: 1,
      strides,
      input: before,
      keras: keras('2a', 1),
    }),
    { kind: 'relu', name: `relu-${id}-1` },
    ...convolution(`conv-${id}-2`, { ...common, filters: width, kernelSize: 3, keras: keras('2b', 2) }),
    { kind: 'relu', name: `relu-${id}-2` },
    ...convolution(`conv-${id}-3`, { ...common, filters: 4 * width, kernelSize: 1, keras: keras('2c', 3) }),
    { kind: 'add', name: `add-${id}`, inputs: [shortcut, `norm-${id}-3`] },
    { kind: 'relu', name: `relu-${id}` },
  ];
}

function lastOf(stage: number): string {
  return `relu-${stage + 2}${'abcdef'[STAGES[stage]! - 1]}`;
}

interface Convolution {
  readonly filters: number;
  readonly kernelSize: number;
  readonly strides?: number;
  /** Name of the input node. Undefined: the node before. */
  readonly input?: string;
  readonly block: string;
  /** Keras's names of the convolution and of its normalisation, one pair for each publication. */
  readonly keras: readonly (readonly [string, string])[];
}

/** A convolution without ReLU, and its batch normalisation, whose name has the prefix `norm-`. */
function convolution(name: string, settings: Convolution): CatalogNode[] {
  const { filters, kernelSize, strides = 1, input, block, keras } = settings;
  return [
    {
      kind: 'conv',
      name,
      filters,
      kernelSize,
      strides,
      // The 7x7 convolution gets its padding from a node of its own.
      padding: kernelSize === 3 ? 'same' : 'valid',
      relu: false,
      ...(input === undefined ? {} : { inputs: [input] }),
      block,
      kerasNames: keras.map(([conv]) => conv),
    },
    {
      kind: 'batchNorm',
      name: name.replace('conv', 'norm'),
      epsilon: EPSILON,
      kerasNames: keras.map(([, norm]) => norm),
    },
  ];
}
