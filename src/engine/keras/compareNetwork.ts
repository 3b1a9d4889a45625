import { AssetError } from '../../core/errors';
import { listChoices } from '../../core/language/listChoices';
import { t } from '../../core/language/t';
import type { ModelDescription } from '../../core/network/model';
import { type NetworkNode, product, type Shape, type ShapedNode } from '../../core/network/network';
import {
  activationSettings,
  activationText,
  checkCall,
  checkRelu,
  checkSettings,
  checkSoftmax,
  checkType,
  describeNode,
  plainText,
} from './layerSettings';
import { PASSING_LAYERS } from './passingLayers';
import type { Topology, TopologyLayer } from './topology';

/**
 * Layers that return their input in inference. The shape of an input layer is compared with the
 * input of its reader.
 */
const PASSING: ReadonlySet<string> = new Set(['InputLayer', ...PASSING_LAYERS]);

/** Keras classes and the kinds of catalogue nodes that they can be. */
const CLASSES: Readonly<Record<string, ShapedNode['node']['kind']>> = {
  Conv2D: 'conv',
  Dense: 'dense',
  GRU: 'gru',
  BatchNormalization: 'batchNorm',
  ReLU: 'relu',
  ZeroPadding2D: 'zeroPad',
  MaxPooling2D: 'maxPool',
  GlobalAveragePooling2D: 'globalAveragePool',
  AveragePooling2D: 'globalAveragePool',
  Add: 'add',
};

/** Changes the shape of a value and keeps its numbers in order: flattening and reshaping. */
type View = (shape: Shape) => Shape;

/** A step's output, or with null the network's input, as input of a later step. */
interface Value {
  readonly step: Step | null;
  readonly view: View;
}

/** One computation of the file's model: a layer, or the activation at the end of a layer. */
interface Step {
  readonly layer: TopologyLayer;
  readonly kind: ShapedNode['node']['kind'] | 'softmax' | 'other';
  /** True for an activation that is part of its layer. */
  readonly isFused: boolean;
  readonly inputs: readonly Value[];
}

/**
 * Compares all layers of a file's model with a network of the catalogue, including settings and
 * connections. Returns the name of the file's layer for each node with weights. Layers are matched
 * by their kind and inputs; names decide between equal ones. Throws AssetError naming the first
 * layer that differs, is missing or is redundant.
 */
export function compareNetwork(
  fileName: string,
  topology: Topology,
  description: ModelDescription,
): ReadonlyMap<string, string> {
  return new Comparison(fileName, topology, description).run();
}

class Comparison {
  private readonly fileName: string;
  private readonly description: ModelDescription;
  private readonly steps: Step[] = [];
  private readonly outputs: ReadonlySet<Step | null>;
  /** Shapes of the network's input and of the outputs of the matched steps. */
  private readonly shapes: Map<Step | null, Shape>;

  constructor(fileName: string, topology: Topology, description: ModelDescription) {
    this.fileName = fileName;
    this.description = description;
    this.shapes = new Map([[null, description.inputShape]]);
    this.outputs = this.readSteps(topology);
  }

  run(): ReadonlyMap<string, string> {
    const { nodes, title } = this.description;
    const names = new Map<string, string>();
    const found = new Map<string, Step | null>();
    let before: Step | null = null;
    for (const shaped of nodes) {
      const { node } = shaped;
      const sources: readonly (Step | null)[] = node.inputs?.map((name) => found.get(name)!) ?? [before];
      if (node.kind === 'flatten' || node.kind === 'dropout') before = sources[0]!;
      else {
        const step = this.find(shaped, sources);
        this.check(step, shaped);
        names.set(node.name, step.layer.name);
        before = hasRelu(node) ? this.findRelu(step, node) : step;
      }
      found.set(node.name, before);
    }
    const scores = before!;
    const end = this.findSoftmax(scores) ?? scores;
    const extra = this.steps.find((step) => !this.shapes.has(step));
    if (extra !== undefined)
      throw this.error(t`${describeStep(extra)}: expected only the layers of ${title}`);
    if (!this.outputs.has(end) && !this.outputs.has(scores)) {
      throw this.error(
        t`The model does not end in layer ${end.layer.name}: expected its scores as the output`,
      );
    }
    return names;
  }

  /** Finds the step of the node's kind whose inputs are exactly `sources`. */
  private find(shaped: ShapedNode, sources: readonly (Step | null)[]): Step {
    const { node } = shaped;
    const next = this.after(sources);
    const alike = next.filter(({ kind }) => kind === node.kind);
    const sized = alike.filter((step) => hasSize(step, node));
    const names = [node.name, ...(node.kerasNames ?? [])];
    const step = sized.find(({ layer }) => names.includes(layer.name)) ?? sized[0] ?? alike[0];
    if (step !== undefined) return step;
    const wanted = describeNode(node);
    const { title } = this.description;
    const [found] = next;
    if (found === undefined) {
      const last = sources[0]?.layer.name;
      throw this.error(
        last === undefined
          ? t`No layer of the model has only the output of the input as input: expected ${wanted} of ${title}`
          : t`No layer of the model has only the output of layer ${last} as input: expected ${wanted} of ${title}`,
      );
    }
    const isScaling = /^(Rescaling|Normalization)$/.test(found.layer.className);
    throw this.error(
      isScaling
        ? t`${describeStep(found)}: expected ${wanted} of ${title}, for samples are scaled before the first layer`
        : t`${describeStep(found)}: expected ${wanted} of ${title}`,
    );
  }

  private check(step: Step, shaped: ShapedNode): void {
    const { node, inputShapes, outputShape } = shaped;
    const { layer } = step;
    if (step.kind === 'relu') checkRelu(this.fileName, functionLayer(step));
    else checkSettings(this.fileName, layer, shaped);
    for (const [index, input] of step.inputs.entries()) {
      const taken = this.shapeOf(input);
      const wanted = inputShapes[index]!;
      if (isAlike(taken, wanted)) continue;
      throw this.error(t`Layer ${layer.name} takes ${shapeText(taken)}: expected ${shapeText(wanted)}`);
    }
    // A dense layer acts on the last axis and keeps axes of length 1 before it.
    const isDense = node.kind === 'dense';
    const before = isDense ? this.shapeOf(step.inputs[0]!).slice(0, -1) : outputShape.slice(0, -1);
    this.shapes.set(step, [...before, ...outputShape.slice(-1)]);
    const fused = this.after([step]).find(({ isFused }) => isFused);
    if (fused === undefined) return;
    const isLast = this.description.nodes.at(-1)!.node === node;
    const accepted: readonly Step['kind'][] = hasRelu(node) ? ['relu'] : isLast ? ['softmax'] : [];
    if (accepted.includes(fused.kind)) return;
    const wanted = hasRelu(node) ? ['relu'] : isLast ? ['linear', 'softmax'] : ['linear'];
    throw this.error(
      t`Layer ${layer.name} has activation ${activationText(layer.settings.activation)}: expected ${listChoices(wanted)}`,
    );
  }

  /**
   * Finds the ReLU at the end of the node, which the file stores in the layer or as a separate
   * layer.
   */
  private findRelu(step: Step, node: NetworkNode): Step {
    const next = this.after([step]);
    const relu = next.find(({ kind }) => kind === 'relu');
    if (relu !== undefined) {
      checkRelu(this.fileName, functionLayer(relu));
      this.shapes.set(relu, this.shapeOf(relu.inputs[0]!));
      return relu;
    }
    const { title } = this.description;
    const other = next.find(({ kind }) => kind === 'other' || kind === 'softmax' || kind === 'batchNorm');
    if (other !== undefined) {
      throw this.error(t`${describeStep(other)}: expected the ReLU of ${node.name} of ${title}`);
    }
    throw this.error(
      t`Layer ${step.layer.name} has activation linear: expected relu, as ${node.name} of ${title}`,
    );
  }

  private findSoftmax(scores: Step): Step | undefined {
    const softmax = this.after([scores]).find(({ kind }) => kind === 'softmax');
    if (softmax === undefined) return undefined;
    const { numClasses } = this.description;
    const taken = this.shapeOf(softmax.inputs[0]!);
    if (!isAlike(taken, [numClasses])) {
      throw this.error(t`Layer ${softmax.layer.name} takes ${shapeText(taken)}: expected ${numClasses}`);
    }
    checkSoftmax(this.fileName, functionLayer(softmax), taken);
    this.shapes.set(softmax, taken);
    return softmax;
  }

  /** Returns the unmatched steps whose inputs are exactly these outputs, in any order. */
  private after(sources: readonly (Step | null)[]): readonly Step[] {
    return this.steps.filter(
      (step) =>
        !this.shapes.has(step) &&
        step.inputs.length === sources.length &&
        step.inputs.every((input) => sources.includes(input.step)) &&
        sources.every((source) => step.inputs.some((input) => input.step === source)),
    );
  }

  private shapeOf({ step, view }: Value): Shape {
    return view(this.shapes.get(step)!);
  }

  /** Converts layers to steps and returns the steps whose outputs are the model's. */
  private readSteps({ layers, outputs, inputShape }: Topology): ReadonlySet<Step | null> {
    const values = new Map<string, Value>();
    const inputs = layers.filter(({ sources }) => sources.length === 0);
    if (inputs[1] !== undefined) throw this.error(t`Layer ${inputs[1].name} is a second input: expected one`);
    for (const layer of layers) {
      const { name, className, settings } = layer;
      const given = sampleShape(settings.batch_shape ?? settings.batch_input_shape ?? inputShape);
      if (layer.sources.length === 0 && given !== undefined) this.checkInput(name, given);
      const taken: readonly Value[] =
        layer.sources.length > 0
          ? layer.sources.map((source) => values.get(source)!)
          : [{ step: null, view: given === undefined ? (shape) => shape : () => given }];
      const [first] = taken as [Value];
      const isLinear = className === 'Activation' && activationText(settings.activation) === 'linear';
      if (PASSING.has(className) || isLinear) {
        checkCall(this.fileName, layer);
        checkType(this.fileName, layer);
        values.set(name, first);
      } else if (className === 'Flatten' || className === 'Reshape') {
        checkCall(this.fileName, layer);
        checkType(this.fileName, layer);
        const view = this.readView(layer);
        values.set(name, { step: first.step, view: (shape) => view(first.view(shape)) });
      } else {
        values.set(name, { step: this.addSteps(layer, taken), view: (shape) => shape });
      }
    }
    return new Set(outputs.map((name) => values.get(name)?.step ?? null));
  }

  /**
   * Checks that samples have the catalogue's shape, or are one list of numbers in the same order.
   */
  private checkInput(name: string, given: Shape): void {
    const { inputShape } = this.description;
    if (isAlike(given, inputShape) || isAlike(given, [product(inputShape)])) return;
    throw this.error(t`Layer ${name} takes ${shapeText(given)}: expected ${shapeText(inputShape)}`);
  }

  private addSteps(layer: TopologyLayer, inputs: readonly Value[]): Step {
    const step: Step = { layer, kind: kindOf(layer), isFused: false, inputs };
    this.steps.push(step);
    const activation = activationText(layer.settings.activation);
    if (!['Conv2D', 'Dense'].includes(layer.className) || activation === 'linear') return step;
    const input = { step, view: (shape: Shape) => shape };
    const fused: Step = { layer, kind: kindOfActivation(activation), isFused: true, inputs: [input] };
    this.steps.push(fused);
    return fused;
  }

  /**
   * Returns the view of a reshaping layer. The order of values is kept, unless Flatten has channels
   * first.
   */
  private readView({ name, className, settings }: TopologyLayer): View {
    if (className === 'Flatten') {
      const format = settings.data_format ?? 'channels_last';
      if (format === 'channels_last') return (shape) => [product(shape)];
      throw this.error(t`Layer ${name} has data_format ${plainText(format)}: expected channels_last`);
    }
    const target = settings.target_shape;
    if (!Array.isArray(target) || !target.every((length) => Number.isInteger(length))) {
      throw this.error(t`Layer ${name} has target_shape ${plainText(target)}: expected whole numbers`);
    }
    const known = product(target.filter((length) => length !== -1));
    return (shape) => target.map((length) => (length === -1 ? product(shape) / known : length));
  }

  private error(message: string): AssetError {
    return new AssetError(this.fileName, message);
  }
}

function hasRelu(node: NetworkNode): boolean {
  return (node.kind === 'conv' || node.kind === 'dense') && node.relu;
}

function kindOf({ className, settings }: TopologyLayer): Step['kind'] {
  if (className === 'Softmax') return 'softmax';
  if (className === 'Activation') return kindOfActivation(activationText(settings.activation));
  return Object.hasOwn(CLASSES, className) ? CLASSES[className]! : 'other';
}

function kindOfActivation(name: string): Step['kind'] {
  if (name === 'relu' || name === 'ReLU') return 'relu';
  return name === 'softmax' || name === 'Softmax' ? 'softmax' : 'other';
}

/**
 * Returns a ReLU or softmax as a layer. The file may have it as a layer, as an Activation, or at
 * the end of another layer, where it may again be given as a layer.
 */
function functionLayer({ layer, isFused }: Step): TopologyLayer {
  if (!isFused && layer.className !== 'Activation') return layer;
  return { ...layer, settings: activationSettings(layer.settings.activation) ?? {} };
}

/** Returns true if the layer has the node's sizes, which distinguish layers of one kind. */
function hasSize({ layer: { settings } }: Step, node: NetworkNode): boolean {
  if (node.kind === 'conv') return settings.filters === node.filters;
  return node.kind === 'dense' || node.kind === 'gru' ? settings.units === node.units : true;
}

/** Says in one sentence what a layer is and where it stands. */
function describeStep({ layer: { name, className, settings }, inputs }: Step): string {
  const before = inputs[0]!.step?.layer.name;
  if (className === 'Activation') {
    const activation = activationText(settings.activation);
    return before === undefined
      ? t`Layer ${name} is an Activation of ${activation} at the input`
      : t`Layer ${name} is an Activation of ${activation} after ${before}`;
  }
  // English has "an" before a vowel.
  if (/^([AEIOU]|LSTM)/.test(className)) {
    return before === undefined
      ? t`Layer ${name} is an ${className} at the input`
      : t`Layer ${name} is an ${className} after ${before}`;
  }
  return before === undefined
    ? t`Layer ${name} is a ${className} at the input`
    : t`Layer ${name} is a ${className} after ${before}`;
}

/** Shape without the batch dimension. NaN for a length that the file leaves open. */
function sampleShape(value: unknown): Shape | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.slice(1).map((length) => (typeof length === 'number' ? length : Number.NaN));
}

/** Returns true if the shapes are equal, apart from dimensions of length 1 and open lengths. */
function isAlike(found: Shape, wanted: Shape): boolean {
  const lengths = wanted.filter((length) => length !== 1);
  const others = found.filter((length) => length !== 1);
  return (
    others.length === lengths.length &&
    others.every((length, index) => Number.isNaN(length) || length === lengths[index])
  );
}

function shapeText(shape: Shape): string {
  return shape.map((length) => (Number.isNaN(length) ? t`any` : length)).join(' x ');
}
