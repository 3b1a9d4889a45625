import type { Box } from '../../../experiment/network/networkBoxes';
import { frameId, type Placed } from './layoutNetwork';

/** Boxes among which the arrow keys move, and their places. */
interface Walk {
  readonly boxes: readonly Pick<Box, 'id' | 'block' | 'isBlock' | 'inputs'>[];
  readonly places: ReadonlyMap<string, Placed>;
}

/**
 * Returns the id of the box to which a key leads from the box `at`: down and up along the edges, to
 * the nearest box where there are several; left and right in the same row, or else to the box
 * before or after in the order in which they run. The frame of an open block lies between its boxes
 * and those above. Undefined if there is none, or for another key.
 */
export function neighbour({ boxes, places }: Walk, at: string, key: string): string | undefined {
  const frameOf = (id: string) => {
    const box = boxes.find((each) => each.id === id);
    return box === undefined || box.isBlock ? null : box.block;
  };
  // The box at the top of the frame, if the key is pressed on one.
  const inFrame = boxes
    .filter(({ id }) => frameOf(id) !== null && frameId(frameOf(id)!) === at)
    .toSorted((a, b) => places.get(a.id)!.y - places.get(b.id)!.y)[0];
  const here = inFrame ?? boxes.find(({ id }) => id === at)!;
  const distance = (id: string) => Math.abs(middle(places.get(id)!) - middle(places.get(here.id)!));
  const nearest = (ids: readonly string[]) => ids.toSorted((a, b) => distance(a) - distance(b))[0];
  const above = () => nearest(here.inputs);
  const isEntering = (from: string | undefined, to: string | undefined) =>
    to !== undefined && frameOf(to) !== null && (from === undefined || frameOf(from) !== frameOf(to));
  switch (key) {
    case 'ArrowDown': {
      if (inFrame !== undefined) return inFrame.id;
      const next = nearest(boxes.filter(({ inputs }) => inputs.includes(at)).map(({ id }) => id));
      return isEntering(at, next) ? frameId(frameOf(next!)!) : next;
    }
    case 'ArrowUp':
      return inFrame === undefined && isEntering(above(), at) ? frameId(frameOf(at)!) : above();
    case 'ArrowLeft':
    case 'ArrowRight': {
      const side = key === 'ArrowLeft' ? -1 : 1;
      const own = places.get(here.id)!;
      const beside = boxes
        .map(({ id }) => id)
        .filter((id) => {
          const there = places.get(id)!;
          const isBeside = there.y < own.y + own.height && own.y < there.y + there.height;
          return isBeside && Math.sign(middle(there) - middle(own)) === side;
        });
      return nearest(beside) ?? boxes[boxes.indexOf(here) + side]?.id;
    }
    case 'Home':
      return boxes[0]!.id;
    case 'End':
      return boxes.at(-1)!.id;
    default:
      return undefined;
  }
}

function middle({ x, width }: Placed): number {
  return x + width / 2;
}
