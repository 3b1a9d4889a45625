/** Formats that no reader of this project opens, by the program that writes them. */
export type ForeignFormat =
  | 'pytorch'
  | 'pickle'
  | 'torchServe'
  | 'savedModel'
  | 'coreMl'
  | 'caffe'
  | 'gguf'
  | 'tensorRt'
  | 'openVino';

/** Number that PyTorch wrote in front of its pickles before version 1.6. */
const TORCH_PICKLE = '80028a0a6cfc9c46f9206aa85019';

/** First bytes of each format in hexadecimal. */
const SIGNATURES: readonly (readonly [start: string, format: ForeignFormat])[] = [
  [TORCH_PICKLE, 'pytorch'],
  ['47475546', 'gguf'],
  ['66747274', 'tensorRt'],
  ['70747274', 'tensorRt'],
];

/** First names in the zip files of each format. */
const ZIP_NAMES: readonly (readonly [name: RegExp, format: ForeignFormat])[] = [
  [/^MAR-INF\//, 'torchServe'],
  [/(?:^|\/)(?:data\.pkl|constants\.pkl|\.format_version|byteorder|\.data\/.*)$/, 'pytorch'],
];

/** Formats by the ending of their files, for those whose content does not tell. */
const ENDINGS: readonly (readonly [name: RegExp, format: ForeignFormat])[] = [
  [/\.(?:pt|pth|ckpt|pt2)$/i, 'pytorch'],
  [/\.(?:pkl|pickle|joblib)$/i, 'pickle'],
  [/\.mar$/i, 'torchServe'],
  [/\.(?:pb|pbtxt)$/i, 'savedModel'],
  [/\.(?:mlmodel|mlpackage)$/i, 'coreMl'],
  [/\.(?:caffemodel|prototxt)$/i, 'caffe'],
  [/\.gguf$/i, 'gguf'],
  [/\.(?:engine|plan|trt)$/i, 'tensorRt'],
];

const ZIP = '504b0304';
/** Offset of the length of the first name in a zip file, and that of the name. */
const NAME_LENGTH_AT = 26;
const NAME_AT = 30;

/**
 * Returns the format of a well-known model file that is not read, by its first bytes, at least 128,
 * else by its name. Null: it is none of them.
 */
export function foreignFormat(name: string, start: Uint8Array): ForeignFormat | null {
  const hex = Array.from(start.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const signed = SIGNATURES.find(([signature]) => hex.startsWith(signature));
  if (signed !== undefined) return signed[1];
  if (hex.startsWith(ZIP)) {
    const length = start[NAME_LENGTH_AT]! + 256 * start[NAME_LENGTH_AT + 1]!;
    const first = String.fromCharCode(...start.subarray(NAME_AT, NAME_AT + length));
    const zipped = ZIP_NAMES.find(([names]) => names.test(first));
    if (zipped !== undefined) return zipped[1];
  }
  const text = String.fromCharCode(...start);
  if (/\.xml$/i.test(name) && text.includes('<net ')) return 'openVino';
  const ended = ENDINGS.find(([names]) => names.test(name))?.[1] ?? null;
  return ended === 'savedModel' && startsLikeOnnx(start) ? null : ended;
}

/** ONNX's versions start at 3, those of TensorFlow's graphs are 1. */
function startsLikeOnnx([key, version = 0]: Uint8Array): boolean {
  return key === 0x08 && version >= 3;
}

/** Returns the lines of Python that write the network of a file of PyTorch as ONNX. */
export function exportLines(fileName: string): readonly string[] {
  const stem = fileName.replace(/^.*\//, '').replace(/\.[^.]*$/, '');
  return [
    'import torch',
    `net = torch.load(${JSON.stringify(fileName)}, map_location="cpu", weights_only=False)`,
    `torch.onnx.export(net.train(False), torch.zeros(1, 3, 224, 224), ${JSON.stringify(`${stem}.onnx`)})`,
  ];
}
