import { Graph, layout } from '@dagrejs/dagre';

/** Width and height of a box in pixels. */
export interface BoxSize {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** Ids of the boxes that it reads. */
  readonly inputs: readonly string[];
  /** Open block that it lies in. Null: none. */
  readonly frame: string | null;
}

/** Rectangle in pixels of the drawing; `x` and `y` are its top left corner. */
export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface NetworkLayout {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Placed>;
  /** Frames of the open blocks. */
  readonly frames: ReadonlyMap<string, Placed>;
  /** Points of each edge from its source to its target. */
  readonly edges: readonly { readonly id: string; readonly points: readonly (readonly [number, number])[] }[];
}

/** Distances in pixels: between neighbours, edges, and rows. */
const SPACING = { nodesep: 16, edgesep: 12, ranksep: 34 };
/** Room around the boxes of an open block; above them stands its name. */
const FRAME = { side: 10, top: 34, bottom: 10 };
const MARGIN = 2;
/** Length of the vertical ends of edges. */
const LEAD = 12;

/** Places the boxes of a network from top to bottom, in rows by their distance from the input. */
export function layoutNetwork(boxes: readonly BoxSize[]): NetworkLayout {
  const graph = new Graph({ compound: true });
  graph.setGraph({ rankdir: 'TB', ...SPACING, marginx: MARGIN, marginy: MARGIN });
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const { id, inputs } of boxes) for (const input of inputs) graph.setEdge(input, id, {});
  const frames = [...new Set(boxes.map(({ frame }) => frame).filter((frame) => frame !== null))];
  for (const frame of frames) graph.setNode(frameId(frame), { width: 0, height: 0 });
  for (const { id, frame } of boxes) if (frame !== null) graph.setParent(id, frameId(frame));
  layout(graph);
  const placed = new Map(
    boxes.map(({ id }): [string, Placed] => {
      const { x, y, width, height } = graph.node(id) as Required<ReturnType<typeof graph.node>>;
      return [id, { x: x - width / 2, y: y - height / 2, width, height }];
    }),
  );
  const framed = new Map(
    frames.map((frame): [string, Placed] => {
      const inside = boxes.filter((box) => box.frame === frame).map(({ id }) => placed.get(id)!);
      const left = Math.min(...inside.map(({ x }) => x)) - FRAME.side;
      const right = Math.max(...inside.map(({ x, width }) => x + width)) + FRAME.side;
      const top = Math.min(...inside.map(({ y }) => y)) - FRAME.top;
      const bottom = Math.max(...inside.map(({ y, height }) => y + height)) + FRAME.bottom;
      return [frame, { x: left, y: top, width: right - left, height: bottom - top }];
    }),
  );
  const edges = graph.edges().map(({ v, w }) => {
    const { points = [] } = graph.edge(v, w) as { points?: readonly { x: number; y: number }[] };
    return { id: `${v} ${w}`, points: upright(points) };
  });
  return withinSheet({ boxes: placed, frames: framed, edges });
}

/** Makes an edge leave and reach its boxes vertically, so that its arrow points along it. */
function upright(points: readonly { x: number; y: number }[]): readonly (readonly [number, number])[] {
  const [first, last] = [points[0]!, points.at(-1)!];
  const inner = points.slice(1, -1).map(({ x, y }) => [x, y] as const);
  return [[first.x, first.y], [first.x, first.y + LEAD], ...inner, [last.x, last.y - LEAD], [last.x, last.y]];
}

/** Moves a drawing so that all of it has positive coordinates, and measures it. */
function withinSheet({ boxes, frames, edges }: Omit<NetworkLayout, 'width' | 'height'>): NetworkLayout {
  const all = [...boxes.values(), ...frames.values()];
  const points = edges.flatMap((edge) => edge.points);
  const left = Math.min(...all.map(({ x }) => x), ...points.map(([x]) => x)) - MARGIN;
  const top = Math.min(...all.map(({ y }) => y), ...points.map(([, y]) => y)) - MARGIN;
  const right = Math.max(...all.map(({ x, width }) => x + width), ...points.map(([x]) => x)) + MARGIN;
  const bottom = Math.max(...all.map(({ y, height }) => y + height), ...points.map(([, y]) => y)) + MARGIN;
  const moved = (places: ReadonlyMap<string, Placed>) =>
    new Map([...places].map(([id, place]) => [id, { ...place, x: place.x - left, y: place.y - top }]));
  return {
    width: Math.ceil(right - left),
    height: Math.ceil(bottom - top),
    boxes: moved(boxes),
    frames: moved(frames),
    edges: edges.map((edge) => ({
      ...edge,
      points: edge.points.map(([x, y]) => [x - left, y - top] as const),
    })),
  };
}

/** Returns the id of a frame. No box has such a one. */
export function frameId(block: string): string {
  return `frame ${block}`;
}
