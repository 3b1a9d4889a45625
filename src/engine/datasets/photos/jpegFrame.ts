import { t } from '../../../core/language/t';

/** Properties in the frame header of a JPEG file. */
export interface JpegFrame {
  readonly width: number;
  readonly height: number;
  readonly numComponents: number;
  /** True if every component has one sample for each pixel. */
  readonly isFullyColoured: boolean;
}

const MARKER = 0xff;
const FRAME_HEADER_BYTES = 6;
const COMPONENT_BYTES = 3;

/**
 * Reads the frame header of a JPEG file (ITU T.81, B.2.2), to know the decoded size before memory
 * is allocated. Throws Error with a short reason if there is none.
 */
export function readJpegFrame(bytes: Uint8Array): JpegFrame {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let offset = 2; offset + 4 <= bytes.length; ) {
    if (bytes[offset] !== MARKER) throw new Error(t`damaged`);
    const code = bytes[offset + 1]!;
    // Any number of fill bytes may precede a marker's code.
    if (code === MARKER) {
      offset++;
      continue;
    }
    const size = view.getUint16(offset + 2);
    if (isFrame(code)) return readFrame(bytes.subarray(offset + 4, offset + 2 + size));
    offset += 2 + size;
  }
  throw new Error(t`cut short`);
}

/** True for SOF0 to SOF15. DHT, JPG and DAC have codes in the same range and are excluded. */
function isFrame(code: number): boolean {
  return code >= 0xc0 && code <= 0xcf && code !== 0xc4 && code !== 0xc8 && code !== 0xcc;
}

function readFrame(content: Uint8Array): JpegFrame {
  const numComponents = content[FRAME_HEADER_BYTES - 1] ?? 0;
  if (content.length < FRAME_HEADER_BYTES + COMPONENT_BYTES * numComponents) throw new Error(t`cut short`);
  const samplings = Array.from(
    { length: numComponents },
    (_, component) => content[FRAME_HEADER_BYTES + COMPONENT_BYTES * component + 1],
  );
  return {
    height: content[1]! * 256 + content[2]!,
    width: content[3]! * 256 + content[4]!,
    numComponents,
    isFullyColoured: samplings.every((sampling) => sampling === samplings[0]),
  };
}
