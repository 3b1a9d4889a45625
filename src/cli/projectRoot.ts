import { fileURLToPath } from 'node:url';

/**
 * Path of the repository with a trailing slash. Holds both in dist/cli, where commands are built
 * to, and in src/cli.
 */
export const projectRoot = fileURLToPath(new URL('../../', import.meta.url));
