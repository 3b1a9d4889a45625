import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { AssetError } from '../../core/errors';

/** A model with known outputs, as ONNX's own tests have them. */
export interface NodeTest {
  /** Name of its folder, relative to the folder that was searched. */
  readonly name: string;
  readonly model: string;
  /** Paths of the inputs of each data set, in the order of the model's inputs, and of the outputs. */
  readonly sets: readonly { readonly inputs: readonly string[]; readonly outputs: readonly string[] }[];
}

/** Finds the tests below a folder, sorted by name. Throws AssetError if there are none. */
export function findNodeTests(folder: string): readonly NodeTest[] {
  const models = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name === 'model.onnx',
  );
  const tests = models.map(({ parentPath }): NodeTest => {
    const sets = readdirSync(parentPath)
      .filter((name) => name.startsWith('test_data_set_'))
      .map((set) => ({
        inputs: numbered(join(parentPath, set), 'input'),
        outputs: numbered(join(parentPath, set), 'output'),
      }));
    return { name: relative(folder, parentPath), model: join(parentPath, 'model.onnx'), sets };
  });
  if (tests.length === 0)
    throw new AssetError(folder, 'No test is there: expected folders with model.onnx and test_data_set_0');
  return tests.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Returns the paths of `input_0.pb`, `input_1.pb`, … in the order of their numbers. */
function numbered(folder: string, kind: 'input' | 'output'): readonly string[] {
  const numberOf = (name: string) => Number(name.slice(kind.length + 1, -'.pb'.length));
  return readdirSync(folder)
    .filter((name) => name.startsWith(`${kind}_`) && name.endsWith('.pb'))
    .sort((a, b) => numberOf(a) - numberOf(b))
    .map((name) => join(folder, name));
}
