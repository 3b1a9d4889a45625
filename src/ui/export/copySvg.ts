import { drawnColor } from './drawnColor';

export const SVG = 'http://www.w3.org/2000/svg';

/** Elements that are copied. All others, such as `foreignObject`, are left out. */
const ELEMENTS = new Set(
  'svg g path line rect circle ellipse polyline polygon text tspan title defs pattern clipPath'.split(' '),
);
/** Attributes that are copied as they are. They hold geometry and no addresses but `#id`. */
const ATTRIBUTES = new Set(
  'id d x y x1 y1 x2 y2 cx cy r rx ry width height points dx dy transform viewBox preserveAspectRatio patternUnits patternTransform'.split(
    ' ',
  ),
);
const SHAPES = new Set('path line rect circle ellipse polyline polygon text tspan'.split(' '));
/** Properties of text with the value that needs no attribute. */
const TEXT_PROPERTIES = { 'font-size': '', 'font-weight': '400', 'text-anchor': 'start' } as const;
/** Properties of strokes with the value that needs no attribute. */
const STROKE_PROPERTIES = {
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'paint-order': 'normal',
} as const;

/**
 * Copies a drawing of the page so that it needs no style sheet: classes become the attributes that
 * they stand for. Hidden parts and empty groups are left out. Null if nothing is to be seen.
 */
export function copySvg(source: SVGElement): SVGElement | null {
  const tag = source.localName;
  const style = getComputedStyle(source);
  if (!ELEMENTS.has(tag) || style.display === 'none' || style.visibility !== 'visible') return null;
  const copy = document.createElementNS(SVG, tag);
  for (const { name, value } of source.attributes) if (ATTRIBUTES.has(name)) copy.setAttribute(name, value);
  if (SHAPES.has(tag)) setPaint(copy, style);
  setUnless(copy, 'opacity', style.opacity, '1');
  const clip = /^url\("?(#[^")]+)"?\)$/.exec(style.clipPath);
  if (clip !== null) copy.setAttribute('clip-path', `url(${clip[1]})`);
  for (const child of source.childNodes) {
    const drawn = child instanceof SVGElement ? copySvg(child) : null;
    if (drawn !== null) copy.append(drawn);
    else if (child instanceof Text) copy.append(child.data);
  }
  return tag === 'g' && copy.childNodes.length === 0 ? null : copy;
}

function setPaint(copy: SVGElement, style: CSSStyleDeclaration): void {
  const isText = ['text', 'tspan'].includes(copy.localName);
  setColor(copy, 'fill', style.fill, style.fillOpacity);
  if (style.stroke !== 'none') {
    setColor(copy, 'stroke', style.stroke, style.strokeOpacity);
    for (const [name, usual] of Object.entries(STROKE_PROPERTIES))
      setUnless(copy, name, style.getPropertyValue(name), usual);
  }
  if (!isText) return;
  for (const [name, usual] of Object.entries(TEXT_PROPERTIES))
    setUnless(copy, name, style.getPropertyValue(name), usual);
}

/** Sets a paint and its opacity. A paint `url("#id")` keeps its reference to the same drawing. */
export function setColor(copy: SVGElement, name: 'fill' | 'stroke', paint: string, opacity: string): void {
  const reference = /^url\("?(#[^")]+)"?\)/.exec(paint);
  if (reference !== null) {
    copy.setAttribute(name, `url(${reference[1]})`);
    return;
  }
  const { hex, alpha } = drawnColor(paint);
  copy.setAttribute(name, hex);
  setUnless(copy, `${name}-opacity`, String(Number((alpha * Number(opacity)).toFixed(3))), '1');
}

function setUnless(copy: SVGElement, name: string, value: string, usual: string): void {
  if (value !== usual && value !== '') copy.setAttribute(name, value.replaceAll('px', ''));
}
