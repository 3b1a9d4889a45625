import * as z from 'zod/mini';
import { fieldError } from '../../core/files/jsonFile';
import { t } from '../../core/language/t';
import { findModel, rememberRecorded } from '../../core/network/catalog';
import type { ActivationBuffer, LayerDescription, ModelDescription } from '../../core/network/model';
import { isDynamic, STRUCTURES } from '../../core/site/siteTensors';
import { formatQFormat, parseQFormat } from '../../core/words/qformat';

/**
 * Description of a reader's network in a document, so that results can be read without the file:
 * its name and size, and all that settings and figures need. It has no nodes.
 */
export type NetworkRecord = Pick<
  ModelDescription,
  'id' | 'title' | 'inputShape' | 'numClasses' | 'weightFormat' | 'activationFormat' | 'layers' | 'buffers'
> &
  Required<Pick<ModelDescription, 'file'>> &
  Pick<ModelDescription, 'scoreKind'>;

/** Returns the record of a network. Undefined for those of the catalogue and unknown ones. */
export function networkRecord(model: string): NetworkRecord | undefined {
  const description = findModel(model);
  if (description?.dataKind !== 'own') return undefined;
  const { id, title, file = { name: title, bytes: 0 }, inputShape, numClasses } = description;
  const { weightFormat, activationFormat, layers, buffers, scoreKind } = description;
  return {
    ...{ id, title, file, inputShape, numClasses, weightFormat, activationFormat, layers, buffers },
    ...(scoreKind && { scoreKind }),
  };
}

/** Most layers of a network and tensors of a layer. */
const MAX_ENTRIES = 10_000;
const MAX_NAME_CHARS = 1_000;
const MAX_AXES = 16;

/** The form of a record. Its messages are in the language of the page. */
function recordForm() {
  const object = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => z.object(shape, t`an object`);
  const name = t`text of at most ${MAX_NAME_CHARS} characters`;
  const text = z.string(name).check(z.maxLength(MAX_NAME_CHARS, name));
  const id = t`${'file-'} with 16 hex digits`;
  const whole = t`a whole number from ${0}`;
  const count = z.int(whole).check(z.gte(0, whole));
  const shape = list(count, MAX_AXES);
  const type = t`a type such as Q2.6`;
  const format = z.string(type).check(z.refine(isFormat, type));
  const layer = object({
    ...{ name: text, kind: text, block: text },
    tensors: list(
      object({ name: text, structure: oneOf(TRAINED), stored: text, shape, tensor: count }),
      MAX_ENTRIES,
    ),
  });
  const buffer = object({
    ...{ structure: oneOf(WRITTEN), node: text, part: text, layer: text, tensor: count },
    ...{ steps: count, wordsPerStep: count, numWords: count, rectified: z.boolean(t`true or false`) },
  });
  return object({
    id: z.string(id).check(z.regex(/^file-[0-9a-f]{16}$/, id)),
    title: text,
    file: object({ name: text, bytes: count }),
    inputShape: shape,
    numClasses: count,
    /** Absent if outputs are neither scores nor probabilities of classes. */
    scoreKind: z.optional(z.enum(SCORE_KINDS, t`one of ${SCORE_KINDS.join(', ')}`)),
    ...{ weightFormat: format, activationFormat: format },
    layers: list(layer, MAX_ENTRIES),
    buffers: list(buffer, MAX_ENTRIES),
  });
}

const SCORE_KINDS = ['scores', 'probabilities'] as const;
const TRAINED: readonly string[] = STRUCTURES.filter((structure) => !isDynamic(structure));
const WRITTEN: readonly string[] = STRUCTURES.filter(isDynamic);

function oneOf(structures: readonly string[]) {
  return z.enum(structures, t`one of ${structures.join(', ')}`);
}

function list<Item extends z.ZodMiniType>(item: Item, most: number) {
  const wanted = t`a list of at most ${most} entries`;
  return z.array(item, wanted).check(z.maxLength(most, wanted));
}

function isFormat(text: string): boolean {
  try {
    return formatQFormat(parseQFormat(text)) === text;
  } catch {
    return false;
  }
}

/**
 * Makes the network of a record known to `findModel`, which prefers one whose file is open. `place`
 * names the record for errors. Throws AssetError naming field, value found and value wanted.
 */
export function rememberRecord(record: unknown, place: string): void {
  const result = z.safeParse(recordForm(), record);
  if (!result.success) {
    const { path, message: wanted } = result.error.issues[0]!;
    throw fieldError(place, record, { path, wanted }, result.error);
  }
  const { layers, buffers, scoreKind, ...own } = result.data;
  rememberRecorded({
    ...own,
    ...(scoreKind && { scoreKind }),
    dataKind: 'own',
    nodes: [],
    stored: [],
    // Kinds, roles and parts are words for people here.
    layers: layers as readonly LayerDescription[],
    buffers: buffers as readonly ActivationBuffer[],
    paper: null,
    weights: [],
  });
}
