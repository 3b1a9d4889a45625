import '../../core/network/networks/transformers';
import * as z from 'zod/mini';
import { AssetError } from '../../core/errors';
import { fieldError, parseJson } from '../../core/files/jsonFile';
import { CATALOG } from '../../core/network/catalog';
import { TRAINING_SETS, type TrainingSet } from '../../core/network/model';
import type { QuantizedStructure } from '../../core/site/quantization';
import { formatQFormat, parseQFormat } from '../../core/words/qformat';
import { type FormatMap, formatMap } from './formatMap';

/** Measured row of Table 1: one set of weights on its own test set. */
export interface Table1Row {
  /** Id in the catalogue. */
  readonly model: string;
  /** Training set of the weights. Its test half measures them. */
  readonly set: TrainingSet;
  /** Wrong predictions of the float network on the whole test set. */
  readonly floatError: { readonly wrong: number; readonly total: number };
  /** Error maps of the structures searched so far; null before the search. */
  readonly maps: Readonly<Record<QuantizedStructure, FormatMap | null>>;
  /**
   * Engine version and digests of weights and data (`LoadedAssets.fingerprint`). The row is valid
   * for these only.
   */
  readonly fingerprint: string;
  /** Device, versions and date of the newest part, for people. */
  readonly environment: string;
}

// Each message is the value wanted; `fieldError` adds the place and the value found.
const WHOLE = 'a whole number from 0';
const count = z.int(WHOLE).check(z.nonnegative(WHOLE));
const text = z.string('text');
const object = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => z.object(shape, 'an object');
const TYPE = 'a type such as Q2.6';
const type = z.string(TYPE).check(z.refine(isType, TYPE));
const CELL = 'a type, wrong, lost and gained images';
const MODEL = `one of ${[...CATALOG.keys()].join(', ')}`;
const MAP = z.nullable(
  object({
    images: count,
    floatWrong: count,
    cells: z.array(z.tuple([type, count, count, count], CELL), 'a list of types'),
  }),
);
const ROW = object({
  model: z.string(MODEL).check(z.refine((model) => CATALOG.has(model), MODEL)),
  set: z.enum(TRAINING_SETS, TRAINING_SETS.join(' or ')),
  floatError: object({ wrong: count, total: count }),
  maps: object({ weights: MAP, activations: MAP }),
  fingerprint: text,
  environment: text,
});
type StoredMap = z.infer<typeof MAP>;

/**
 * Reads the row in the JSON of `writeTable1Row`; `name` is the file name for errors. Minimal
 * formats are computed again. Throws AssetError naming field, value found and value wanted, and no
 * other error.
 */
export function readTable1Row(json: string, name: string): Table1Row {
  return checkTable1Row(parseJson(json, name, 'a row of Table 1'), name);
}

/**
 * Checks the row in a parsed JSON file; `name` is the file name for errors. Throws AssetError as
 * `readTable1Row` does.
 */
export function checkTable1Row(value: unknown, name: string): Table1Row {
  const result = z.safeParse(ROW, value);
  if (!result.success) {
    const { path, message: wanted } = result.error.issues[0]!;
    throw fieldError(name, value, { path, wanted }, result.error);
  }
  const { maps, ...row } = result.data;
  return {
    ...row,
    maps: {
      weights: readMap('weights', maps.weights, name),
      activations: readMap('activations', maps.activations, name),
    },
  };
}

function readMap(structure: QuantizedStructure, stored: StoredMap, name: string): FormatMap | null {
  if (stored === null) return null;
  const { images, floatWrong } = stored;
  const cells = stored.cells.map(([format, wrong, lost, gained]) => {
    if (floatWrong > images || wrong > images || wrong - floatWrong !== lost - gained) {
      throw new AssetError(
        name,
        `Type ${format} of the ${structure} has ${wrong} wrong images of ${images}, ${lost} lost and ${gained} gained: ` +
          `expected numbers that fit the ${floatWrong} of float`,
      );
    }
    return { format: parseQFormat(format), wrong, lost, gained };
  });
  const types = new Set(cells.map(({ format }) => formatQFormat(format)));
  if (types.size !== cells.length) {
    throw new AssetError(
      name,
      `The ${structure} have ${cells.length - types.size} types twice: expected each once`,
    );
  }
  return formatMap(structure, images, floatWrong, cells);
}

/** Writes the row as JSON, one line per format. */
export function writeTable1Row(row: Table1Row): string {
  const { weights, activations } = row.maps;
  const fields = ['model', 'set', 'fingerprint', 'environment', 'floatError'] as const;
  const lines = fields.map((field) => ` "${field}": ${JSON.stringify(row[field])},\n`);
  return `{\n${lines.join('')} "maps": {\n  "weights": ${mapText(weights)},\n  "activations": ${mapText(activations)}\n }\n}\n`;
}

function mapText(map: FormatMap | null): string {
  if (map === null) return 'null';
  const { images, floatWrong } = map;
  const cells = map.cells
    .toSorted(
      ({ format: a }, { format: b }) => a.integerBits - b.integerBits || a.fractionBits - b.fractionBits,
    )
    .map(({ format, wrong, lost, gained }) => JSON.stringify([formatQFormat(format), wrong, lost, gained]));
  const list = cells.map((cell) => `\n    ${cell}`).join(',');
  return `{ "images": ${images}, "floatWrong": ${floatWrong}, "cells": [${list}\n  ] }`;
}

function isType(format: string): boolean {
  try {
    return formatQFormat(parseQFormat(format)) === format;
  } catch {
    return false;
  }
}
