import { basename } from 'node:path';
import { SpecError } from '../../core/errors';
import { runCommand } from '../options/command';
import { checkOutFile, writeResults } from '../options/outFile';
import { networkSheet } from '../session/networkSheet';
import { openNetworkFile } from '../session/openNetworkFile';

const USAGE = `Usage: npm run inspect -- <file> [options]

Opens a network of your own, a file of ONNX, Keras, tfjs or TensorFlow Lite, and prints its sheet:
format, nodes with their shapes and stored words, what was fused or computed when the file was
opened, trained tensors with the numbers that fault streams use, layers and blocks. A file that
cannot be run is refused with every node and tensor that stands against it.

Options:
  --weights <file>      weights in place of the file's own: .safetensors or .npz
  --out <file.json>     write the sheet as JSON [text on standard output]
  --help                print this text
`;

runCommand(
  { usage: USAGE, options: { out: { type: 'string' }, weights: { type: 'string' } }, allowPositionals: true },
  async ({ out, weights }, paths) => {
    if (out !== undefined) checkOutFile(out, ['.json']);
    const [path, second] = paths;
    if (path === undefined || second !== undefined)
      throw new SpecError('file', `Cannot inspect ${paths.length} files: expected one network`);
    const { opened } = await openNetworkFile(path, weights);
    const { description, report } = opened;
    const sheet =
      out === undefined
        ? `${networkSheet(basename(path), opened)}\n`
        : `${JSON.stringify({ id: description.id, ...report }, null, 1)}\n`;
    return writeResults(sheet, out, '1 sheet');
  },
);
