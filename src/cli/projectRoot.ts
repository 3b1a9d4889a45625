import { fileURLToPath } from 'node:url';

/** The repository's folder with a slash at its end, seen from dist/cli where commands are built to, and from src/cli. */
export const projectRoot = fileURLToPath(new URL('../../', import.meta.url));
