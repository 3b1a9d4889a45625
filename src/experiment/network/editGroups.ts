import type { LayerGroups } from './layerGroups';

/** Consecutive layers of one block. A block of several runs is interrupted by other blocks. */
export interface BlockRun {
  readonly block: string;
  readonly layers: readonly string[];
}

/** Returns the runs of blocks along `layers`, which are in network order. */
export function runsOf(groups: LayerGroups, layers: readonly string[]): readonly BlockRun[] {
  const blocks = new Map([...groups].flatMap(([block, names]) => names.map((name) => [name, block])));
  const runs: { block: string; layers: string[] }[] = [];
  for (const layer of layers) {
    const block = blocks.get(layer)!;
    const last = runs.at(-1);
    if (last?.block === block) last.layers.push(layer);
    else runs.push({ block, layers: [layer] });
  }
  return runs;
}

/** Returns the text of runs as `layerGroups` reads it: `stem:conv1,body:conv2`. */
export function runsText(runs: readonly BlockRun[]): string {
  return runs.map(({ block, layers }) => `${block}:${layers[0]}`).join();
}

/** Joins a run with the one before it, under the name of that one. */
export function mergeRun(runs: readonly BlockRun[], index: number): readonly BlockRun[] {
  const before = runs[index - 1]!;
  const layers = [...before.layers, ...runs[index]!.layers];
  return runs.toSpliced(index - 1, 2, { ...before, layers });
}

/** Starts a block at a layer within a run. It has the name of the layer. */
export function splitRun(runs: readonly BlockRun[], layer: string): readonly BlockRun[] {
  return runs.flatMap((run) => {
    const at = run.layers.indexOf(layer);
    if (at < 1) return [run];
    const [kept, leaving] = [run.layers.slice(0, at), run.layers.slice(at)];
    // No block has the name of a layer outside of it.
    const block = leaving.includes(run.block) ? kept[0]! : run.block;
    return [
      { block, layers: kept },
      { block: layer, layers: leaving },
    ];
  });
}

/** Renames a run. Runs of one name are one block. */
export function renameRun(runs: readonly BlockRun[], index: number, block: string): readonly BlockRun[] {
  return runs.with(index, { ...runs[index]!, block });
}
