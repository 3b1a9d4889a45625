/**
 * Returns the signed distance of the point (x, y) to a shape's edge, negative inside, in the
 * shape's units. x is to the right, y downward, and the shape lies in about [-1, 1]². Only + - * /
 * and square roots are used, so the result is the same double on every machine.
 */
export type Distance = (x: number, y: number) => number;

export type Point = readonly [x: number, y: number];

export function disc([centreX, centreY]: Point, radius: number): Distance {
  return (x, y) => length(x - centreX, y - centreY) - radius;
}

/** A line from `start` to `end` of half-width `radius`, with round ends. */
export function bar([startX, startY]: Point, [endX, endY]: Point, radius: number): Distance {
  const [dx, dy] = [endX - startX, endY - startY];
  const perSquaredLength = 1 / (dx * dx + dy * dy);
  return (x, y) => {
    const along = ((x - startX) * dx + (y - startY) * dy) * perSquaredLength;
    const t = Math.max(0, Math.min(1, along));
    return length(x - startX - t * dx, y - startY - t * dy) - radius;
  };
}

/** Bars between consecutive points. */
export function path(points: readonly Point[], radius: number): Distance {
  return union(...points.slice(1).map((point, index) => bar(points[index]!, point, radius)));
}

/** The area of a closed polygon. Its corners may be in either direction of rotation. */
export function polygon(corners: readonly Point[]): Distance {
  const xs = Float64Array.from(corners, ([x]) => x);
  const ys = Float64Array.from(corners, ([, y]) => y);
  const numCorners = corners.length;
  return (x, y) => {
    let squared = Infinity;
    let inside = false;
    for (let here = 0, last = numCorners - 1; here < numCorners; last = here++) {
      // No tuples here: in this hot loop their garbage collection took half of the time.
      const px = x - xs[here]!;
      const py = y - ys[here]!;
      const dx = xs[last]! - xs[here]!;
      const dy = ys[last]! - ys[here]!;
      const along = (px * dx + py * dy) / (dx * dx + dy * dy);
      const t = Math.max(0, Math.min(1, along));
      const offX = px - t * dx;
      const offY = py - t * dy;
      squared = Math.min(squared, offX * offX + offY * offY);
      // Even-odd rule: a ray to the right crosses this edge.
      if (py < 0 !== py - dy < 0 && px < (py * dx) / dy) inside = !inside;
    }
    return inside ? -Math.sqrt(squared) : Math.sqrt(squared);
  };
}

/**
 * The intersection of two discs of `radius` with centres (0, ±offset). Its tips lie on the x axis.
 */
export function lens(radius: number, offset: number): Distance {
  return intersection(disc([0, -offset], radius), disc([0, offset], radius));
}

export function union(...parts: readonly Distance[]): Distance {
  return (x, y) => {
    let nearest = Infinity;
    for (let part = 0; part < parts.length; part++) nearest = Math.min(nearest, parts[part]!(x, y));
    return nearest;
  };
}

export function intersection(first: Distance, second: Distance): Distance {
  return (x, y) => Math.max(first(x, y), second(x, y));
}

export function without(whole: Distance, hole: Distance): Distance {
  return (x, y) => Math.max(whole(x, y), -hole(x, y));
}

/** The edge of a shape, drawn with a pen of half-width `radius`. */
export function edge(shape: Distance, radius: number): Distance {
  return (x, y) => Math.abs(shape(x, y)) - radius;
}

function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}
