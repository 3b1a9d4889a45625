import { relative } from 'node:path';
import type { Plugin } from 'vite';
import { readLesson } from './readLesson';

/**
 * Turns a lesson, `lessons/*.md` or its German text in `lessons/de`, into a module with its
 * records, so that neither a parser nor HTML reaches the page. A lesson with a mistake fails the
 * build.
 */
export function lessons(): Plugin {
  let root = '';
  return {
    name: 'lessons',
    configResolved(config) {
      root = config.root;
    },
    transform: {
      filter: { id: /\/lessons\/(?:de\/)?[\w-]+\.md$/ },
      handler(code, id) {
        const lesson = readLesson(relative(root, id).replaceAll('\\', '/'), code);
        return { code: `export default ${JSON.stringify(lesson)};`, map: { mappings: '' } };
      },
    },
  };
}
