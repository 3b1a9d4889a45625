import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * Weighs the scripts that the HTML of a built page names: what loads before the figure works.
 * Returns their gzipped bytes, and those of each part if the build has source maps, largest first.
 */
export function weighFirstScript(folder) {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const files = [...html.matchAll(/<(?:script|link)\b[^>]*\b(?:src|href)="\.\/([^"]+\.js)"/g)].map(
    ([, file]) => join(folder, file),
  );
  const parts = new Map();
  let total = 0;
  for (const file of files) {
    const code = readFileSync(file, 'utf8');
    const bytes = gzipSync(code).length;
    total += bytes;
    if (!existsSync(`${file}.map`)) continue;
    const map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
    for (const [line, text] of code.split('\n').entries())
      for (let column = 0; column < text.length; column++) {
        const part = partOf(map.findEntry(line, column).originalSource ?? '');
        parts.set(part, (parts.get(part) ?? 0) + bytes / code.length);
      }
  }
  return { total, numFiles: files.length, parts: [...parts].sort(([, a], [, b]) => b - a) };
}

/**
 * Returns the package, or the layer of this project, that a source belongs to. Bytes without a
 * source are recorded runs and module glue.
 */
function partOf(source) {
  const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1];
  return name ?? /src\/[^/]+/.exec(source)?.[0] ?? 'recorded run, module glue';
}
