import startMozjpeg, { type MozJPEGModule } from '@jsquash/jpeg/codec/dec/mozjpeg_dec.js';
import wasmUrl from '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm?url&inline';
import { t } from '../../../core/language/t';

/** A running decoder, and libjpeg's messages on the current file. */
interface Decoder {
  readonly module: MozJPEGModule;
  readonly remarks: string[];
}

let compiled: Promise<WebAssembly.Module> | undefined;
let running: Promise<Decoder> | undefined;

/**
 * Decodes a JPEG file of one or three components to red, green, blue and opaque alpha with libjpeg
 * (mozjpeg, in WebAssembly).
 *
 * The pixels have the same bits as libjpeg-turbo's, which Pillow and therefore Keras and PyTorch
 * use. Only files whose colours are halved in height alone (4:4:0) may differ by up to 2 of 255.
 *
 * Throws Error with libjpeg's message, also for warnings after which libjpeg would fill in missing
 * data.
 */
export async function decodeWithLibjpeg(bytes: Uint8Array): Promise<ImageData> {
  running ??= startDecoder();
  const { module, remarks } = await running;
  remarks.length = 0;
  let picture: ImageData | null = null;
  try {
    picture = module.decode(bytes as Uint8Array<ArrayBuffer>, false);
  } catch (cause) {
    // libjpeg ended the program. The next photo starts it again.
    running = undefined;
    throw new Error(remarks[0] ?? t`damaged`, { cause });
  }
  if (remarks[0] !== undefined || picture === null) throw new Error(remarks[0] ?? t`damaged`);
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
 * The module is part of the script, because the page may not fetch `data:` addresses and Node has
 * no separate file.
 */
async function compile(): Promise<WebAssembly.Module> {
  const base64 = wasmUrl.slice(wasmUrl.indexOf(',') + 1);
  return WebAssembly.compile(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
}
