import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SpecError } from '../core/errors';
import { generateDigits, NUM_TEST_DIGITS } from '../engine/datasets/digits/digits';
import { encodeIdxImages, encodeIdxLabels } from '../engine/datasets/idx';
import type { ImageSet } from '../engine/datasets/imageSet';
import { runCommand, say } from './command';
import { encodeGreyPng } from './encoding/greyPng';
import { gzipReproducibly } from './encoding/reproducibleZlib';
import { projectRoot } from './projectRoot';

const USAGE = `Usage: npm run generate -- digits

Rebuilds the embedded test pictures, bit for bit: public/data/digits/ (images 0-999 as t1k-*, images 1000-9999 as t9k-*)
and the contact sheet docs/digits.png. Training pictures are made in memory by "npm run train".

Options:
  --help   print this text
`;

/** Images that a page can load without the rest. */
const NUM_FIRST_DIGITS = 1000;
const DATA_FOLDER = join(projectRoot, 'public/data/digits');
const DOCS_FOLDER = join(projectRoot, 'docs');

function writeSplit(prefix: string, set: ImageSet): void {
  writeFileSync(`${DATA_FOLDER}/${prefix}-images-idx3-ubyte.gz`, gzipReproducibly(encodeIdxImages(set)));
  writeFileSync(`${DATA_FOLDER}/${prefix}-labels-idx1-ubyte.gz`, gzipReproducibly(encodeIdxLabels(set)));
}

/** The first ten pictures of every class, a class a row, black on white, each pixel doubled. */
function drawContactSheet(set: ImageSet): Uint8Array {
  const zoom = 2;
  const cell = (set.rows + 2) * zoom;
  const side = 10 * cell;
  const sheet = new Uint8Array(side * side).fill(255);
  const numDrawn = new Uint8Array(10);
  for (let image = 0; image < set.numImages; image++) {
    const label = set.labels[image]!;
    const slot = numDrawn[label]!;
    if (slot === 10) continue;
    numDrawn[label] = slot + 1;
    for (let y = 0; y < set.rows * zoom; y++) {
      for (let x = 0; x < set.columns * zoom; x++) {
        const pixel = (image * set.rows + Math.floor(y / zoom)) * set.columns + Math.floor(x / zoom);
        sheet[(label * cell + zoom + y) * side + slot * cell + zoom + x] = 255 - set.images[pixel]!;
      }
    }
  }
  return encodeGreyPng(sheet, side, side);
}

runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean' } },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (positionals.length !== 1 || positionals[0] !== 'digits') {
    throw new SpecError(
      'generate',
      `Cannot generate ${JSON.stringify(positionals.join(' '))}: expected digits`,
    );
  }
  const first = generateDigits('test', 0, NUM_FIRST_DIGITS);
  const rest = generateDigits('test', NUM_FIRST_DIGITS, NUM_TEST_DIGITS - NUM_FIRST_DIGITS);
  mkdirSync(DATA_FOLDER, { recursive: true });
  mkdirSync(DOCS_FOLDER, { recursive: true });
  writeSplit('t1k', first);
  writeSplit('t9k', rest);
  const sheetFile = join(DOCS_FOLDER, 'digits.png');
  writeFileSync(sheetFile, drawContactSheet(first));
  say(`Wrote ${NUM_TEST_DIGITS} test digits to ${DATA_FOLDER} and a contact sheet to ${sheetFile}`);
  return 0;
});
