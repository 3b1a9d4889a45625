import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '../../core/files/jsonFile';
import { mayGuess } from '../../experiment/curve/guessing';
import { formatLink } from '../../experiment/link/link';
import { DEFAULT_VIEW } from '../../experiment/link/view';
import { judgeClaims, type Outcomes } from '../../experiment/paper/claims/judgeClaims';
import {
  type PaperResult,
  readPaperResult,
  storableTrials,
  writePaperResult,
} from '../../experiment/paper/paperResult';
import { checkSlowdown } from '../../experiment/paper/slowdown';
import { writeWhole } from '../session/writeWhole';
import { slowdownPath } from './runPaper';

/**
 * Judges the paper's claims by the embedded networks' results in a folder. Ticks computed by
 * another version are computed again and written. Throws AssetError for a file that cannot be used.
 */
export function judgeFolder(folder: string): Outcomes {
  const names = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  const models = names.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  const results = models.flatMap((model) =>
    readdirSync(model)
      .filter((file) => file.endsWith('.stored.json'))
      .map((file) => readWithTicks(join(model, file))),
  );
  const slowdowns = models.flatMap((model) => {
    const path = slowdownPath({ folder: model });
    if (!existsSync(path)) return [];
    return [checkSlowdown(parseJson(readFileSync(path, 'utf8'), path, 'a slowdown'), path)];
  });
  return judgeClaims(
    results.filter(({ spec }) => spec.data === 'generated'),
    slowdowns,
  );
}

/**
 * Reads a result with its ticks as this version computes them. Writes the file again if it held
 * others.
 */
function readWithTicks(path: string): PaperResult {
  const text = readFileSync(path, 'utf8');
  const stored = readPaperResult(text, path);
  if (storableTrials(stored).length === 0 || mayGuess(stored)) return stored;
  const latest = writePaperResult(stored, formatLink(stored.spec, DEFAULT_VIEW));
  if (latest !== text) writeWhole(path, latest);
  return readPaperResult(latest, path);
}
