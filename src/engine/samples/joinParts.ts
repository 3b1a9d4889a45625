import type { RawSample, RawSamples } from './rawSamples';

/** Samples of one file. */
export interface SamplePart {
  readonly file: string;
  readonly numSamples: number;
  /** Reads samples from `first` to before `end`. */
  read(first: number, end: number): Promise<readonly RawSample[]>;
}

/** Joins the samples of several files in order. */
export function joinParts(parts: readonly SamplePart[]): Pick<RawSamples, 'numSamples' | 'origin' | 'read'> {
  // Start of each part, and the end of the last.
  const starts = new Float64Array(parts.length + 1);
  for (const [index, part] of parts.entries()) starts[index + 1] = starts[index]! + part.numSamples;
  const numSamples = starts.at(-1)!;
  return {
    numSamples,
    origin(index) {
      const part = partAt(starts, index);
      return { file: parts[part]!.file, record: index - starts[part]! };
    },
    async read(first, end) {
      if (!(first >= 0 && first <= end && end <= numSamples)) {
        throw new RangeError(
          `Cannot read samples ${first} to ${end}: expected a range within 0 to ${numSamples}`,
        );
      }
      const read: (readonly RawSample[])[] = [];
      for (let at = first; at < end; ) {
        const part = partAt(starts, at);
        const to = Math.min(end, starts[part + 1]!);
        read.push(await parts[part]!.read(at - starts[part]!, to - starts[part]!));
        at = to;
      }
      return read.flat();
    },
  };
}

/** Returns the part that holds a sample. `starts` ascends, and each part holds at least one. */
function partAt(starts: Float64Array, index: number): number {
  let [low, high] = [0, starts.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= index) low = middle;
    else high = middle;
  }
  return low;
}
