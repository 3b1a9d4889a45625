import { AssetError, BackendError, SpecError } from '../core/errors';

/** Wrong usage, as shells know it; 1 is any other failure and 130 a run stopped by Ctrl-C. */
const EXIT_USAGE = 2;
export const EXIT_FAILURE = 1;
export const EXIT_STOPPED = 130;

/** Writes a line for people; results alone go to standard output. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs a command to its end: what it throws becomes one sentence, without a stack trace where the cause is the user's
 * input. Exits by hand because a GPU device keeps Node alive.
 */
export async function runCommand(main: () => Promise<number | undefined>): Promise<void> {
  try {
    const exitCode = (await main()) ?? 0;
    // Pipes take text later on some systems, and exit would cut it off.
    await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
    process.exit(exitCode);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const isUsage =
      error instanceof SpecError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    const isExpected = isUsage || [AssetError.name, BackendError.name].includes(error.name);
    say(isExpected ? describeUsage(error.message) : (error.stack ?? error.message));
    process.exit(isUsage ? EXIT_USAGE : EXIT_FAILURE);
  }
}

/** A message as one line; Node's own about an option that lacks its value takes three and asks a question. */
function describeUsage(message: string): string {
  const [, option] = /^Option '(--[\w-]+).*' argument (?:is ambiguous|missing)/.exec(message) ?? [];
  return option === undefined
    ? message.replaceAll('\n', ' ')
    : `Cannot use ${option} without a value: expected one after it, or ${option}=<value> where it begins with a dash`;
}

/** A signal that aborts on the first Ctrl-C (or SIGTERM); the second one ends the process at once. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(EXIT_STOPPED);
      controller.abort();
    });
  }
  return controller.signal;
}
