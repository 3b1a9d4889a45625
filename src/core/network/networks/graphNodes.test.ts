import { expect, test } from 'vitest';
import { CATALOG } from '../catalog';
import type { GraphOperation } from '../graphOperation';
import { operatorShape } from '../operatorShapes';
import { operatorType } from '../operatorTypes';

test.each(['vit-mini', 'gpt-mini'])('%s has the shapes that its operators give, and float32 values', (id) => {
  const { nodes, stored, inputShape } = CATALOG.get(id)!;
  const outputs = new Map([['', inputShape]]);
  const shapes = new Map(stored.map(({ name, shape }) => [name, shape]));
  for (const { node, inputShapes, outputShape, tensors, type } of nodes) {
    expect(inputShapes, node.name).toEqual(node.inputs!.map((name) => outputs.get(name)));
    const read = tensors.map(({ tensor }) => shapes.get(tensor)!);
    expect(tensors.map(({ shape }) => shape)).toEqual(read);
    const operation = node as GraphOperation;
    expect(operatorShape(operation, inputShapes, read), node.name).toEqual(outputShape);
    expect(operatorType(operation, ['float32']), node.name).toBe('float32');
    expect(type).toBeUndefined();
    outputs.set(node.name, outputShape);
  }
});
