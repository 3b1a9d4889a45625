import type { RawSample, RawSamples } from './rawSamples';

/** Returns at most `most` of the samples, evenly spread over all, in their order. */
export function spreadSamples(raw: RawSamples, most: number): RawSamples {
  const count = Math.min(most, raw.numSamples);
  const places = Array.from({ length: count }, (_, index) => Math.floor((index * raw.numSamples) / count));
  return pickSamples(raw, places);
}

/** Returns the samples at these places, in this order. */
export function pickSamples(raw: RawSamples, places: readonly number[]): RawSamples {
  return {
    ...raw,
    numSamples: places.length,
    labels: raw.labels === null ? null : Int32Array.from(places, (place) => raw.labels![place]!),
    origin: (index) => raw.origin(places[index]!),
    async read(first, end) {
      const samples: RawSample[] = [];
      for (const place of places.slice(first, end)) samples.push(...(await raw.read(place, place + 1)));
      return samples;
    },
  };
}
