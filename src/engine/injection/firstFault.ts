import type { ModelDescription } from '../../core/network/model';
import type { Injection } from '../../core/site/injection';
import { mayFlip, siteBuffers, trainedTensors, trialTensors } from '../../core/site/siteTensors';

/** Where a trial's faults begin. */
export interface FirstFault {
  /** Place of the first faulty node in the model. */
  readonly node: number;
  /** Only its stored output is faulty, not what it computes with. */
  readonly isOutputOnly: boolean;
}

/**
 * The first node that a trial changes, found on the host without a mask; null when none is known to
 * be.
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
