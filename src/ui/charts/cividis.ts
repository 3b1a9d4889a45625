/** Cividis at quarters of its length (Nuñez, Anderton, Renslow 2018); d3's own comes with 9 kB of other ramps. */
const ANCHORS = [
  [0, 34, 78],
  [67, 78, 108],
  [125, 124, 120],
  [188, 174, 108],
  [254, 232, 56],
] as const;

/** Red, green and blue in 256 steps from dark blue to yellow [256 · 3]: even in brightness, and for all colour visions. */
export const CIVIDIS: Uint8Array = Uint8Array.from({ length: 256 * 3 }, (_, index) => {
  const place = (Math.floor(index / 3) / 255) * (ANCHORS.length - 1);
  const before = Math.min(Math.floor(place), ANCHORS.length - 2);
  const [from, to] = [ANCHORS[before]![index % 3]!, ANCHORS[before + 1]![index % 3]!];
  return Math.round(from + (place - before) * (to - from));
});
