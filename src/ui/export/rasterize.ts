import { FIGURE_KEY, type FigureRecord, formatFigureRecord } from '../../experiment/documents/figureRecord';
import { addPngText } from '../../experiment/documents/pngText';

/** Pixels of a PNG per CSS pixel. */
const SCALE = 2;

/** Draws a stand-alone SVG as a PNG file with twice its width in pixels and the record as text. */
export async function rasterize(svg: string, record: FigureRecord): Promise<Uint8Array<ArrayBuffer>> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width * SCALE, image.height * SCALE);
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await canvas.convertToBlob({ type: 'image/png' });
    return addPngText(new Uint8Array(await blob.arrayBuffer()), FIGURE_KEY, formatFigureRecord(record));
  } finally {
    URL.revokeObjectURL(url);
  }
}
