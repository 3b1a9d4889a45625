import { type CatalogModel, describeModel } from '../model';
import { dense } from './nodes';

/**
 * TiGRU (Table 1): a recurrent layer over 254 frames of 39 speech features. All of its steps are
 * inputs of the first of two dense layers.
 */
export const TI_GRU: CatalogModel = describeModel({
  id: 'ti-gru',
  title: 'TiGRU',
  dataKind: 'speech',
  inputShape: [254, 39],
  nodes: [
    { kind: 'gru', name: 'gru-1', units: 200 },
    { kind: 'flatten', name: 'flatten' },
    dense('fc-1', 200),
    dense('fc-2', 10, 'logits'),
  ],
  weightFormat: 'Q2.12',
  activationFormat: 'Q4.4',
  weights: ['generated', 'fsdd'],
  paper: { weightFormat: 'Q2.12', activationFormat: 'Q4.4', errorPercent: 3.6 },
});
