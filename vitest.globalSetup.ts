import { spawnSync } from 'node:child_process';
import type { TestProject } from 'vitest/node';

/**
 * Builds the commands before their tests run at once, so that none of them builds for itself.
 * Throws where they cannot be built.
 */
export default function buildCommands({ vitest }: TestProject): void {
  const isAsked = vitest.state.getPaths().some((path) => path.includes('/src/cli/commands/'));
  if (!isAsked) return;
  const { status } = spawnSync(process.execPath, ['scripts/run.mjs', 'compare', '--help'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`Cannot build the commands: run.mjs ended with ${status}`);
}
