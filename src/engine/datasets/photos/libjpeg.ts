import startMozjpeg, { type MozJPEGModule } from '@jsquash/jpeg/codec/dec/mozjpeg_dec.js';
import wasmUrl from '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm?url&inline';

/** A running decoder and what libjpeg said of the file at hand. */
interface Decoder {
  readonly module: MozJPEGModule;
  readonly remarks: string[];
}

let compiled: Promise<WebAssembly.Module> | undefined;
let running: Promise<Decoder> | undefined;

/**
 * Decodes a JPEG file of one or three components to red, green, blue and opaque alpha with libjpeg
 * (mozjpeg, in WebAssembly): the pixels are libjpeg-turbo's, bit for bit, as Pillow and so Keras
 * and PyTorch have them; only those of a file whose colours have half the height alone (4:4:0) may
 * differ by up to 2 of 255. Throws Error with libjpeg's own words, also where it would go on with a
 * warning and make up what is missing.
 */
export async function decodeWithLibjpeg(bytes: Uint8Array): Promise<ImageData> {
  running ??= startDecoder();
  const { module, remarks } = await running;
  remarks.length = 0;
  let picture: ImageData | null = null;
  try {
    picture = module.decode(bytes as Uint8Array<ArrayBuffer>, false);
  } catch (cause) {
    // libjpeg ended the program, which a later photo starts again.
    running = undefined;
    throw new Error(remarks[0] ?? 'damaged', { cause });
  }
  if (remarks[0] !== undefined || picture === null) throw new Error(remarks[0] ?? 'damaged');
  return picture;
}

async function startDecoder(): Promise<Decoder> {
  compiled ??= compile();
  const binary = await compiled;
  const remarks: string[] = [];
  const hear = (text: string) => remarks.push(text);
  const options = {
    noInitialRun: true,
    print: hear,
    printErr: hear,
    instantiateWasm(imports: WebAssembly.Imports, callback: (instance: WebAssembly.Instance) => void) {
      const instance = new WebAssembly.Instance(binary, imports);
      callback(instance);
      return instance.exports;
    },
  };
  return { module: await startMozjpeg(options), remarks };
}

/**
 * The module travels inside the script: the page may not fetch `data:` addresses, and Node has no
 * other file.
 */
async function compile(): Promise<WebAssembly.Module> {
  const base64 = wasmUrl.slice(wasmUrl.indexOf(',') + 1);
  return WebAssembly.compile(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
}
