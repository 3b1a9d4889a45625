import { join } from 'node:path';
import { SpecError } from '../../core/errors';
import { writeDigits } from '../generate/digits';
import type { Output } from '../generate/output';
import { writePictures } from '../generate/pictures';
import { writeSpeech } from '../generate/speech';
import { writeText } from '../generate/text';
import { printStatus, runCommand } from '../options/command';
import { projectRoot } from '../projectRoot';
import { writeWhole } from '../session/writeWhole';

/** The embedded data sets by the name they are generated under. */
const SETS = new Map<string, (write: Output) => void>([
  ['digits', writeDigits],
  ['pictures', writePictures],
  ['speech', writeSpeech],
  ['text', writeText],
]);
const NAMES = [...SETS.keys()];

const USAGE = `Usage: npm run generate -- <${NAMES.join('|')}>

Rebuilds an embedded test set: its files in public/data/ and, but for text, its contact sheet in
docs/ (docs/<set>.md says what they are). What the files hold is the same on every machine.
Training data are made in memory by "npm run train".

Options:
  --help   print this text
`;

runCommand({ usage: USAGE, options: {}, allowPositionals: true }, async (_, positionals) => {
  const wanted = positionals.join(' ');
  const writeSet = SETS.get(wanted);
  if (writeSet === undefined) {
    throw new SpecError(
      'generate',
      `Cannot generate ${JSON.stringify(wanted)}: expected ${NAMES.join(' or ')}`,
    );
  }
  writeSet((path, bytes) => {
    const file = join(projectRoot, path);
    writeWhole(file, bytes);
    printStatus(`Wrote ${path} (${bytes.length} bytes)`);
  });
  return 0;
});
