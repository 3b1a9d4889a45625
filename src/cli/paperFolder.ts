import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '../core/jsonFile';
import { judgeClaims, type Outcomes } from '../experiment/paper/judgeClaims';
import { readPaperResult } from '../experiment/paper/paperResult';
import { checkSlowdown } from '../experiment/paper/slowdown';
import { slowdownPath } from './runPaper';

/** What the embedded networks' results in a folder say of the paper's claims. Throws AssetError for a file that cannot be used. */
export function judgeFolder(folder: string): Outcomes {
  const names = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  const models = names.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  const results = models.flatMap((model) =>
    readdirSync(model)
      .filter((file) => file.endsWith('.stored.json'))
      .map((file) => readPaperResult(readFileSync(join(model, file), 'utf8'), join(model, file))),
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
