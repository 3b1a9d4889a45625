import type { PictureClass } from '../../engine/datasets/classNames';
import type { Draws } from '../draws';
import { bar, type Distance, disc, edge, lens, type Point, path, polygon, union, without } from './distance';

/** Functions that draw one specimen of a class: its outline in about [-1, 1]². */
export const SPECIMENS: Readonly<Record<PictureClass, (draws: Draws) => Distance>> = {
  ring: drawRing,
  spiral: drawSpiral,
  star: drawStar,
  cross: drawCross,
  leaf: drawLeaf,
  fish: drawFish,
  house: drawHouse,
  arrow: drawArrow,
  key: drawKey,
  ladder: drawLadder,
};

function drawRing(draws: Draws): Distance {
  const width = draws.between(0.13, 0.26);
  return edge(disc([0, 0], 0.92 - width), width);
}

function drawSpiral(draws: Draws): Distance {
  const radius = draws.between(0.1, 0.135);
  const numSteps = 10 * draws.between(2, 2.5);
  // Cosine and sine of a tenth of a turn.
  const [cosine, sine] = [0.8090169943749475, 0.5877852522924731];
  const points: Point[] = [];
  let [x, y] = draws.chance(0.5) ? [1, 0] : [0, 1];
  for (let step = 0; step <= numSteps; step++) {
    const reach = 0.88 * (1 - (0.95 * step) / numSteps);
    points.push([x * reach, y * reach]);
    [x, y] = [cosine * x - sine * y, sine * x + cosine * y];
  }
  return path(points, radius);
}

function drawStar(draws: Draws): Distance {
  const inner = draws.between(0.36, 0.5);
  // Five rays, starting at the top.
  const rays: Point[] = [
    [0, -1],
    [0.9510565162951535, -0.30901699437494745],
    [0.5877852522924731, 0.8090169943749475],
    [-0.5877852522924731, 0.8090169943749475],
    [-0.9510565162951535, -0.30901699437494745],
  ];
  // Each dent lies opposite a ray.
  return polygon(
    rays.flatMap(([x, y], index): Point[] => {
      const [oppositeX, oppositeY] = rays[(index + 3) % 5]!;
      return [
        [x, y],
        [-inner * oppositeX, -inner * oppositeY],
      ];
    }),
  );
}

function drawCross(draws: Draws): Distance {
  const width = draws.between(0.14, 0.27);
  const [wide, high] = [draws.between(0.72, 0.95), draws.between(0.72, 0.95)];
  return union(bar([-wide + width, 0], [wide - width, 0], width), box([-width, -high], [width, high]));
}

function drawLeaf(draws: Draws): Distance {
  const blade = lens(1, draws.between(0.45, 0.62));
  const rib = draws.between(0.055, 0.08);
  const veins: Distance[] = [bar([-0.8, 0], [0.6, 0], rib)];
  for (const x of [-0.36, 0.12]) {
    veins.push(bar([x - 0.14, 0], [x + 0.16, -0.3], rib), bar([x - 0.14, 0], [x + 0.16, 0.3], rib));
  }
  return turned(union(without(blade, union(...veins)), bar([-0.98, 0], [-0.7, 0], 0.09)), draws);
}

function drawFish(draws: Draws): Distance {
  const [top, bottom] = [draws.between(0.4, 0.62), draws.between(0.4, 0.62)];
  const body = lens(0.95, draws.between(0.42, 0.55));
  const tail = polygon([
    [-0.45, 0],
    [-1, -top],
    [-0.84, 0],
    [-1, bottom],
  ]);
  const fin = polygon([
    [0.1, -0.3],
    [-0.3, -draws.between(0.6, 0.75)],
    [-0.35, -0.25],
  ]);
  const shifted: Distance = (x, y) => body(x - 0.18, y);
  return without(union(shifted, tail, fin), disc([0.52, -0.1], draws.between(0.1, 0.14)));
}

function drawHouse(draws: Draws): Distance {
  const wall = draws.between(0.55, 0.72);
  const eaves = draws.between(-0.3, 0);
  const roof = polygon([
    [0, -0.95],
    [0.95, eaves],
    [-0.95, eaves],
  ]);
  const chimney = box([0.4, -0.85], [0.62, eaves]);
  const doorX = draws.between(-0.3, -0.05);
  const holes: Distance[] = [box([doorX - 0.15, 0.35], [doorX + 0.15, 1])];
  if (draws.chance(0.7)) holes.push(box([0.2, 0.22], [0.46, 0.5]));
  return without(union(roof, chimney, box([-wall, eaves], [wall, 0.85])), union(...holes));
}

function drawArrow(draws: Draws): Distance {
  const width = draws.between(0.13, 0.25);
  const head = draws.between(0.5, 0.75);
  const neck = draws.between(-0.1, 0.2);
  const barb = draws.between(0, 0.18);
  const arrow = polygon([
    [0.95, 0],
    [neck - barb, -head],
    [neck, -width],
    [-0.95, -width],
    [-0.95, width],
    [neck, width],
    [neck - barb, head],
  ]);
  return turned(arrow, draws);
}

function drawKey(draws: Draws): Distance {
  const bow = draws.between(0.34, 0.44);
  const width = draws.between(0.09, 0.13);
  const tooth = draws.between(0.3, 0.45);
  const parts: Distance[] = [edge(disc([-0.52, 0], bow - width), width), bar([-0.2, 0], [0.88, 0], width)];
  parts.push(box([0.74, 0], [0.95, tooth]), box([0.36, 0], [0.56, tooth - 0.04]));
  return turned(union(...parts), draws);
}

function drawLadder(draws: Draws): Distance {
  const half = draws.between(0.38, 0.52);
  const taper = draws.between(0, 0.12);
  const width = draws.between(0.08, 0.12);
  const numRungs = 3 + draws.below(3);
  const parts: Distance[] = [
    bar([-half - taper, 0.88], [-half + taper, -0.88], width),
    bar([half + taper, 0.88], [half - taper, -0.88], width),
  ];
  for (let rung = 0; rung < numRungs; rung++) {
    const y = -0.62 + (1.24 * rung) / (numRungs - 1);
    parts.push(bar([-half, y], [half, y], 0.85 * width));
  }
  return union(...parts);
}

function box([left, top]: Point, [right, bottom]: Point): Distance {
  return polygon([
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ]);
}

/** Turns a shape that points right by a quarter with probability 1/2, so that it points up. */
function turned(shape: Distance, draws: Draws): Distance {
  return draws.chance(0.5) ? (x, y) => shape(-y, x) : shape;
}
