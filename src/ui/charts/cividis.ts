/**
 * Colours of the cividis map at 0, 1/4, 1/2, 3/4 and 1 (Nuñez, Anderton, Renslow 2018). Importing
 * d3's map would add 9 kB of other maps.
 */
const ANCHORS = [
  [0, 34, 78],
  [67, 78, 108],
  [125, 124, 120],
  [188, 174, 108],
  [254, 232, 56],
] as const;

/**
 * RGB values in 256 steps from dark blue to yellow [256 · 3]. Brightness rises evenly, also for
 * colour-blind readers.
 */
export const CIVIDIS: Uint8Array = Uint8Array.from({ length: 256 * 3 }, (_, index) => {
  const place = (Math.floor(index / 3) / 255) * (ANCHORS.length - 1);
  const before = Math.min(Math.floor(place), ANCHORS.length - 2);
  const [from, to] = [ANCHORS[before]![index % 3]!, ANCHORS[before + 1]![index % 3]!];
  return Math.round(from + (place - before) * (to - from));
});
