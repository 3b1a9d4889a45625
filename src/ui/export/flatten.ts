import { copySvg, SVG, setColor } from './copySvg';

/** Parts of the page that a picture leaves out: controls, and what only screen readers read. */
const LEFT_OUT =
  'button.button, input, select, textarea, .segmented, .open-live, .found-ticks > .row, .sr-only, .cursor-layer, script, style';

/**
 * Draws an element and all in it as one SVG, as the browser has laid it out: drawings are copied,
 * each line of text stands at its place, and boxes have their background and borders. The result
 * needs no style sheet, script or other file.
 */
export function flatten(host: HTMLElement): SVGSVGElement {
  const box = host.getBoundingClientRect();
  const size = { width: Math.ceil(box.width), height: Math.ceil(box.height) };
  const svg = document.createElementNS(SVG, 'svg');
  set(svg, { viewBox: `0 0 ${size.width} ${size.height}`, ...size });
  svg.setAttribute('font-family', getComputedStyle(host).fontFamily.replaceAll('"', "'"));
  drawElement(host, svg, box);
  return svg;
}

/** Returns the height of the smallest letters of a drawing that `flatten` made, in its own unit. */
export function smallestText(svg: SVGSVGElement): number {
  const sizes = Array.from(svg.querySelectorAll('text[font-size]'), (text) =>
    Number(text.getAttribute('font-size')),
  );
  return Math.min(...sizes);
}

function drawElement(element: Element, into: SVGElement, origin: DOMRect): void {
  if (element.matches(LEFT_OUT)) return;
  const style = getComputedStyle(element);
  if (style.display === 'none') return;
  const box = element.getBoundingClientRect();
  if (element instanceof SVGSVGElement) {
    const copy = box.width > 0 && copySvg(element);
    if (!copy) return;
    set(copy, { ...placeOf(box, origin), overflow: 'visible' });
    into.append(copy);
    return;
  }
  const group = style.opacity === '1' ? into : into.appendChild(document.createElementNS(SVG, 'g'));
  if (group !== into) group.setAttribute('opacity', style.opacity);
  if (style.visibility === 'visible') drawBox(style, box, group, origin);
  if (element instanceof HTMLCanvasElement) drawCanvas(element, box, group, origin);
  for (const child of element.childNodes) {
    if (child instanceof Element) drawElement(child, group, origin);
    else if (child instanceof Text && style.visibility === 'visible') drawText(child, style, group, origin);
  }
}

function drawBox(style: CSSStyleDeclaration, box: DOMRect, into: SVGElement, origin: DOMRect): void {
  const { x, y, width, height } = placeOf(box, origin);
  const rect = document.createElementNS(SVG, 'rect');
  setColor(rect, 'fill', style.backgroundColor, '1');
  if (rect.getAttribute('fill') !== 'none') {
    set(rect, { x, y, width, height, rx: Number.parseFloat(style.borderTopLeftRadius) });
    into.append(rect);
  }
  const edges = [
    ['top', x, y, x + width, y],
    ['bottom', x, y + height, x + width, y + height],
    ['left', x, y, x, y + height],
    ['right', x + width, y, x + width, y + height],
  ] as const;
  for (const [side, x1, y1, x2, y2] of edges) {
    const thickness = Number.parseFloat(style.getPropertyValue(`border-${side}-width`));
    if (!(thickness > 0) || style.getPropertyValue(`border-${side}-style`) === 'none') continue;
    const line = document.createElementNS(SVG, 'line');
    setColor(line, 'stroke', style.getPropertyValue(`border-${side}-color`), '1');
    if (line.getAttribute('stroke') === 'none') continue;
    set(line, { x1, y1, x2, y2, 'stroke-width': thickness });
    into.append(line);
  }
}

function drawCanvas(canvas: HTMLCanvasElement, box: DOMRect, into: SVGElement, origin: DOMRect): void {
  const image = document.createElementNS(SVG, 'image');
  set(image, { ...placeOf(box, origin), href: canvas.toDataURL(), 'image-rendering': 'pixelated' });
  into.append(image);
}

function drawText(node: Text, style: CSSStyleDeclaration, into: SVGElement, origin: DOMRect): void {
  const ascent = ascentOf(style);
  for (const { text, left, right, top, height } of linesOf(node)) {
    const line = document.createElementNS(SVG, 'text');
    const isRight = ['right', 'end'].includes(style.textAlign);
    set(line, {
      x: round((isRight ? right : left) - origin.left),
      y: round(top + height * ascent - origin.top),
      'font-size': Number.parseFloat(style.fontSize),
    });
    if (isRight) line.setAttribute('text-anchor', 'end');
    if (style.fontWeight !== '400') line.setAttribute('font-weight', style.fontWeight);
    setColor(line, 'fill', style.color, '1');
    line.textContent = text;
    into.append(line);
  }
}

interface Line {
  text: string;
  readonly left: number;
  right: number;
  readonly top: number;
  readonly height: number;
}

/** Returns the lines into which the browser has broken a text. */
function linesOf(node: Text): readonly Line[] {
  const range = document.createRange();
  const lines: Line[] = [];
  for (const { 0: word, index } of node.data.matchAll(/[^ \t\n]+/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    const { left, right, top, width, height } = range.getBoundingClientRect();
    if (width === 0) continue;
    const line = lines.at(-1);
    if (line !== undefined && Math.abs(line.top - top) < height / 2) {
      line.text += ` ${word}`;
      line.right = right;
    } else lines.push({ text: word, left, right, top, height });
  }
  return lines;
}

/** Returns the part of a line's height above the baseline of its font. */
function ascentOf(style: CSSStyleDeclaration): number {
  const context = new OffscreenCanvas(1, 1).getContext('2d')!;
  context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const { fontBoundingBoxAscent: above, fontBoundingBoxDescent: below } = context.measureText('x');
  return above / (above + below);
}

function placeOf(box: DOMRect, origin: DOMRect) {
  return {
    x: round(box.left - origin.left),
    y: round(box.top - origin.top),
    width: round(box.width),
    height: round(box.height),
  };
}

function round(pixels: number): number {
  return Math.round(pixels * 100) / 100;
}

function set(element: Element, attributes: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}
