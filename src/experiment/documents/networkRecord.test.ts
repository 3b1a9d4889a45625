import { expect, it } from 'vitest';
import { checkModel, findModel, rememberModel } from '../../core/network/catalog';
import { LENET_FC } from '../../core/network/networks/lenet';
import { networkRecord, rememberRecord } from './networkRecord';

const ID = 'file-00000000000000e1';
const UNKNOWN = 'file-00000000000000e2';
const FILE = { name: 'lenet.onnx', bytes: 7 };
rememberModel({
  ...{ ...LENET_FC, id: ID, title: 'lenet', file: FILE, dataKind: 'own', weights: [], paper: null },
  scoreKind: 'scores',
});

/** Returns the record as a document holds it, of a network that is not open. */
const recordOf = (change: object = {}) => ({
  ...(JSON.parse(JSON.stringify(networkRecord(ID)).replaceAll(ID, UNKNOWN)) as object),
  ...change,
});

it('has no record for networks of the catalogue', () => {
  expect(networkRecord('lenet-fc')).toBeUndefined();
});

it('describes a network without its file as settings and figures need it', () => {
  rememberRecord(recordOf(), 'a.json');
  const { layers, buffers, weightFormat, numClasses } = checkModel(ID);
  expect(checkModel(UNKNOWN)).toMatchObject({ title: 'lenet', file: FILE, dataKind: 'own', nodes: [] });
  expect(checkModel(UNKNOWN)).toMatchObject({
    layers,
    buffers,
    weightFormat,
    numClasses,
    scoreKind: 'scores',
  });
});

it('leaves a network that is open as it is', () => {
  rememberRecord({ ...networkRecord(ID), title: 'forged' }, 'a.json');
  expect(checkModel(ID)).toMatchObject({ title: 'lenet', nodes: LENET_FC.nodes });
});

const layer = LENET_FC.layers[0]!;
it.each([
  [{ id: 'lenet-fc' }, 'Field "id" is "lenet-fc": expected file- with 16 hex digits'],
  [{ file: { name: 'a', bytes: -1 } }, 'Field "file.bytes" is -1: expected a whole number from 0'],
  [{ weightFormat: 'Q99.1' }, 'Field "weightFormat" is "Q99.1": expected a type such as Q2.6'],
  [
    { inputShape: Array(17).fill(1) },
    'Field "inputShape" is a list of 17: expected a list of at most 16 entries',
  ],
  [
    { layers: [{ ...layer, tensors: [{ ...layer.tensors[0]!, structure: 'activations' }] }] },
    'Field "layers.0.tensors.0.structure" is "activations": expected one of weights, biases, norms',
  ],
  [
    { buffers: [{ ...LENET_FC.buffers[0]!, structure: 'weights' }] },
    'Field "buffers.0.structure" is "weights": expected one of activations, hiddenState',
  ],
  [{ scoreKind: 'logits' }, 'Field "scoreKind" is "logits": expected one of scores, probabilities'],
  [{ layers: undefined }, 'Field "layers" is missing: expected a list of at most 10000 entries'],
])('refuses the record with %j by field, value found and value wanted', (change, reason) => {
  const id = 'file-00000000000000e3';
  expect(() => rememberRecord({ ...recordOf({ id }), ...change }, 'a.json')).toThrow(reason);
  expect(findModel(id)).toBeUndefined();
});
