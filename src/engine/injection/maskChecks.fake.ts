import { checkModel } from '../../core/network/catalog';
import { drawFaultMask } from '../../core/pattern/faultPattern';
import type { Injection } from '../../core/site/injection';
import { faultDraw, trialTensors } from '../../core/site/siteTensors';
import { numLanes } from '../../core/words/packing';
import { maskTrials } from '../../experiment/fingerprint/maskTrials';
import { parseLink } from '../../experiment/link/link';
import { laneChecksum } from '../kernels/maskChecksum';

/** Experiments whose fault masks every device must draw alike. */
export const CHECKED_LINKS = [
  '#/x?v=1&b=1e-6:1e-2:1',
  '#/x?v=1&s=wba&r=count&p=independent&b=1e-4,1e-2&bits=0,3',
  '#/x?v=1&m=ti-gru&s=ah&life=transient&b=1e-4,1e-2&n=1',
];

/** Trials that the fingerprint of a link checks, with the checksums that TypeScript gives them. */
export function checkedMasks(link: string): {
  readonly model: string;
  readonly injections: readonly Injection[];
  readonly wanted: readonly number[];
} {
  const { spec } = parseLink(link);
  const injections = maskTrials(spec);
  const wanted = injections.flatMap((injection) =>
    trialTensors(checkModel(spec.model), { ...injection, numSamples: 1 }).map(({ structure, space }) => {
      const mask = new Uint32Array(numLanes(space.numWords, space.width));
      drawFaultMask(space, faultDraw(injection, structure), mask);
      return mask.reduce((sum, bits, lane) => (sum + laneChecksum(bits, lane)) | 0, 0) >>> 0;
    }),
  );
  return { model: spec.model, injections, wanted };
}
