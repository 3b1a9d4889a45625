import type { ExperimentSpec } from '../settings/experimentSpec';
import { ownSpec } from '../settings/ownSpec.fake';
import { networkRecord, rememberRecord } from './networkRecord';

const ID = 'file-00000000000000ea';

/** Returns an experiment with a network that a document describes and whose file is not open. */
export function recordedSpec(): ExperimentSpec {
  const spec = ownSpec();
  rememberRecord(JSON.parse(JSON.stringify(networkRecord(spec.model)).replaceAll(spec.model, ID)), '');
  return { ...spec, model: ID, weights: ID };
}
