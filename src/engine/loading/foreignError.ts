import { AssetError } from '../../core/errors';
import { exportLines, type ForeignFormat } from '../../core/files/foreignFiles';
import { t } from '../../core/language/t';

/** Error of a model file in a format that is not read. */
export class ForeignFileError extends AssetError {
  constructor(
    fileName: string,
    /** Reason with the way out, as one sentence. */
    readonly reason: string,
    /** Lines of Python that write the network as ONNX. Empty: there are none. */
    readonly lines: readonly string[],
  ) {
    super(fileName, lines.length === 0 ? reason : `${reason}: ${lines.join('; ')}`);
  }
}

/** Returns the error of a model file in a format that is not read. */
export function foreignError(fileName: string, format: ForeignFormat): ForeignFileError {
  return new ForeignFileError(fileName, reasonOf(format), format === 'pytorch' ? exportLines(fileName) : []);
}

function reasonOf(format: ForeignFormat): string {
  switch (format) {
    case 'pytorch':
      return t`The file is a pickle of PyTorch, which only its own program can read: expected the network as ONNX. These lines write it; of weights alone, make your network first and call its load_state_dict; the zeros have the shape of one sample`;
    case 'pickle':
      return t`The file is a pickle, which only its own program can read: expected the network as ONNX, which torch.onnx or skl2onnx writes`;
    case 'torchServe':
      return t`The file is an archive of TorchServe: expected the network as ONNX, which torch.onnx writes`;
    case 'savedModel':
      return t`The file is a graph of TensorFlow: expected the network as ONNX, which tf2onnx writes, or as TensorFlow Lite`;
    case 'coreMl':
      return t`The file is a model of Core ML: expected the network as ONNX, exported where it was trained`;
    case 'caffe':
      return t`The file is a model of Caffe: expected the network as ONNX, which caffe2onnx writes`;
    case 'gguf':
      return t`The file is a language model in the format GGUF: expected a network as ONNX or TensorFlow Lite`;
    case 'tensorRt':
      return t`The file is an engine of TensorRT, built for one GPU: expected the network as ONNX that it was built from`;
    case 'openVino':
      return t`The file is a model of OpenVINO: expected the network as ONNX that it was made from`;
    default:
      return format satisfies never;
  }
}
