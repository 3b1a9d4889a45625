import { rememberModel } from '../../core/network/catalog';
import { LENET_FC } from '../../core/network/networks/lenet';
import type { ExperimentSpec } from './experimentSpec';
import { DEFAULT_SPEC } from './experimentSpec';
import { specOfModel } from './specOfModel';

const ID = 'file-00000000000000e7';

/** Returns an experiment with a network of the reader, which is open, on samples of theirs. */
export function ownSpec(): ExperimentSpec {
  const file = { name: 'lenet.onnx', bytes: 1_066_892 };
  rememberModel({ ...LENET_FC, id: ID, title: 'lenet', file, dataKind: 'own', weights: [], paper: null });
  const spec = specOfModel(ID, DEFAULT_SPEC);
  return { ...spec, data: 'file-5a5a5a5a5a5a5a5a', weights: ID, preprocessing: 'divide=2' };
}
