import type { ModelDescription } from '../../core/network/model';
import type { Injection } from '../../core/site/injection';
import { mayFlip, siteBuffers, trainedTensors, trialTensors } from '../../core/site/siteTensors';

/** The node at which a trial's faults start. */
export interface FirstFault {
  /** Index of the first faulty node in the model. */
  readonly node: number;
  /** True if only the node's stored output is faulty, so that its computation is fault-free. */
  readonly isOutputOnly: boolean;
}

/**
 * Finds the first node that a trial may change, on the host and without a mask. Returns null if the
 * trial changes nothing.
 */
export function firstFault(model: ModelDescription, injection: Injection): FirstFault | null {
  const { site } = injection;
  const places = [
    ...trainedTensors(model, site).map(({ layer }) => ({ node: layer, part: null })),
    ...siteBuffers(model, site),
  ];
  // In the order of `places`.
  const tensors = trialTensors(model, injection);
  for (const [node, { node: described }] of model.nodes.entries()) {
    const faulty = places.filter(
      (place, index) => place.node === described.name && mayFlip(tensors[index]!, injection),
    );
    if (faulty.length > 0) return { node, isOutputOnly: faulty.every(({ part }) => part === 'output') };
  }
  return null;
}
