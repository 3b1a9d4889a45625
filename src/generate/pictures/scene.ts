import { PICTURE_CLASSES, type PictureClass } from '../../engine/datasets/classNames';
import type { Draws } from '../draws';
import { Canvas } from './canvas';
import { SPECIMENS } from './classes';
import { bar, type Distance, disc, intersection, polygon } from './distance';
import { type Colour, drawColour, drawContrasting, drawPaint, drawShade, VIVID } from './paint';
import { drawPose, type Pose } from './pose';

/** Difficulty of the pictures. They give CF-VGG an error of 6 % (docs/pictures.md). */
const OBJECT = { scale: [9, 14], shift: 3, halfTurn: 0.22, skew: 0.15 } as const;
const FRAGMENT = { scale: [4, 8], shift: 17, halfTurn: 1, skew: 0.2 } as const;
const MAX_FRAGMENTS = 5;
const CONTRAST = [0.16, 0.4] as const;
const OCCLUDED_SHARE = 0.65;

/**
 * Draws a picture of `shown` before it is photographed: floats [side · side · 3], from about 0 to
 * 1.
 */
export function drawScene(shown: PictureClass, side: number, draws: Draws): Float64Array {
  const canvas = new Canvas(side);
  const ground = drawColour(0.65, draws);
  canvas.fill(drawPaint(ground, drawShade(ground, 0.22, draws), 11, draws));
  const numFragments = 1 + draws.below(MAX_FRAGMENTS);
  for (let fragment = 0; fragment < numFragments; fragment++) drawFragment(canvas, ground, draws);
  const colour = drawContrasting(ground, draws.between(...CONTRAST), draws);
  const pose = drawObject(canvas, SPECIMENS[shown](draws), colour, draws);
  if (draws.chance(OCCLUDED_SHARE)) drawOccluder(canvas, pose, draws);
  return canvas.pixels;
}

function drawObject(canvas: Canvas, shape: Distance, colour: Colour, draws: Draws): Pose {
  const pose = drawPose(OBJECT, canvas.side, draws);
  const paint = drawPaint(colour, drawShade(colour, 0.22, draws), 0.6, draws);
  if (draws.chance(0.4)) {
    const below = drawBelow(pose, draws);
    canvas.shade(shape, below, 1.25, draws.between(0.3, 0.6));
  }
  const outline = drawShade(colour, 0.35, draws);
  const outlineWidth = draws.chance(0.3) ? 0.9 / pose.scale : -Infinity;
  canvas.draw(shape, pose, (x, y, distance) => (-distance < outlineWidth ? outline : paint(x, y)));
  return pose;
}

/** Returns the pose of an object's shadow: one to two pixels lower and to one side. */
function drawBelow(pose: Pose, draws: Draws): Pose {
  const [dx, dy] = [draws.between(-2, 2), draws.between(1, 2)];
  return {
    ...pose,
    x0: pose.x0 - pose.xx * dx - pose.xy * dy,
    y0: pose.y0 - pose.yx * dx - pose.yy * dy,
  };
}

/** Draws a small, cropped piece of any class's shape behind the object. */
function drawFragment(canvas: Canvas, ground: Colour, draws: Draws): void {
  const shape = SPECIMENS[PICTURE_CLASSES[draws.below(PICTURE_CLASSES.length)]!](draws);
  const cut = draws.between(-0.3, 0.2);
  const piece = intersection(shape, draws.chance(0.5) ? (x, _y) => x - cut : (_x, y) => y - cut);
  const colour = drawContrasting(ground, 0.1, draws);
  const paint = drawPaint(colour, drawShade(colour, 0.2, draws), 0.8, draws);
  canvas.draw(piece, drawPose(FRAGMENT, canvas.side, draws), paint);
}

/** Draws a bar, a disc or a corner of paper that covers a part of the object. */
function drawOccluder(canvas: Canvas, pose: Pose, draws: Draws): void {
  const [x, y] = [draws.between(-0.7, 0.7), draws.between(-0.7, 0.7)];
  const [dx, dy] = [draws.between(-1, 1), draws.between(-1, 1)];
  const size = draws.between(0.12, 0.24);
  const colour = drawColour(VIVID, draws);
  const paint = drawPaint(colour, drawShade(colour, 0.2, draws), 0.6, draws);
  canvas.draw(drawCover([x, y], [dx, dy], size, draws), pose, paint);
}

function drawCover(
  [x, y]: readonly [number, number],
  [dx, dy]: readonly [number, number],
  size: number,
  draws: Draws,
): Distance {
  switch (draws.below(3)) {
    case 0:
      return bar([x - 2 * dx, y - 2 * dy], [x + 2 * dx, y + 2 * dy], 0.8 * size);
    case 1:
      return disc([x, y], 1.8 * size);
    default:
      return polygon([
        [x, y - 2 * size],
        [x + 2.2 * size, y + size],
        [x - 1.6 * size, y + 1.5 * size],
      ]);
  }
}
