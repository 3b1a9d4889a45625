import '../../core/network/networks/transformers';
import { constants } from 'node:os';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { AssetError, BackendError, SpecError } from '../../core/errors';

/** Exit code of wrong usage. Any other failure has 1, and a stopped run has `stoppedExit`. */
const EXIT_USAGE = 2;
export const EXIT_FAILURE = 1;

/** Writes a line for people; results alone go to standard output. */
export function printStatus(line: string): void {
  process.stderr.write(`${line}\n`);
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** The values that a command line gives to options. */
export type OptionValues<O extends Options> = ReturnType<typeof parseArgs<{ options: O }>>['values'];

/** Options and arguments of a command. */
interface CommandSyntax<O extends Options> {
  /** The text that --help prints. */
  readonly usage: string;
  /** All options but --help. */
  readonly options: O;
  /** True if words without dashes are arguments. Otherwise they are refused. */
  readonly allowPositionals?: boolean;
}

/** The work of a command; resolves to its exit code. */
type Run<O extends Options> = (values: OptionValues<O>, positionals: readonly string[]) => Promise<number>;

/**
 * Reads the options of a command, runs it to its end and exits; --help prints its text instead.
 * An error that the user's input caused is printed as one sentence, any other with its stack trace.
 * Exits by hand because a GPU device keeps Node alive.
 */
export function runCommand<const O extends Options>(syntax: CommandSyntax<O>, run: Run<O>): void {
  endWithReader();
  readAndRun(syntax, run).then((exitCode) => {
    // Pipes take text later on some systems, and exit would cut it off.
    // A failed write is an 'error' event, which `endWithReader` handles after this call.
    process.stdout.write('', (error) => {
      if (!error) process.exit(exitCode);
    });
  }, exitWithError);
}

async function readAndRun<O extends Options>(
  { usage, options, allowPositionals = false }: CommandSyntax<O>,
  run: Run<O>,
): Promise<number> {
  const withHelp: Options = { ...options, help: { type: 'boolean' } };
  const { values, positionals } = parseArgs({ options: withHelp, allowPositionals });
  const { help, ...others } = values;
  if (help === undefined) return run(others as OptionValues<O>, positionals);
  process.stdout.write(usage);
  return 0;
}

/** Prints what a command threw and exits; a run that a `stopSignal` ended has its own exit code. */
function exitWithError(error: unknown): never {
  if (!(error instanceof Error)) throw error;
  if (error instanceof StoppedError) process.exit(error.exitCode);
  const isUsage =
    error instanceof SpecError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  const isExpected = isUsage || [AssetError.name, BackendError.name].includes(error.name);
  printStatus(isExpected ? describeUsage(error.message) : (error.stack ?? error.message));
  process.exit(isUsage ? EXIT_USAGE : EXIT_FAILURE);
}

/**
 * Ends the process as SIGPIPE does once nobody reads its output, so that `sweep | head` prints no
 * stack.
 */
function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(128 + constants.signals.SIGPIPE);
    });
}

/**
 * Returns a message as one line. Replaces Node's messages about options, which do not name what is
 * expected.
 */
function describeUsage(message: string): string {
  const [, bare] = /^Option '(--[\w-]+).*' argument (?:is ambiguous|missing)/.exec(message) ?? [];
  if (bare !== undefined)
    return `Cannot use ${bare} without a value: expected one after it, or ${bare}=<value> where it begins with a dash`;
  const [, unknown] = /^Unknown option '(.*?)'/.exec(message) ?? [];
  if (unknown !== undefined)
    return `Cannot use unknown option ${unknown}: expected one of those that --help lists`;
  const [, word] = /^Unexpected argument '(.*?)'/.exec(message) ?? [];
  if (word !== undefined)
    return `Cannot use argument ${JSON.stringify(word)}: expected options only, which --help lists`;
  return message.replaceAll('\n', ' ');
}

/** Why `stopSignal` aborted. */
class StoppedError extends Error {
  /** `exitCode` is the code of shells for an ended process: 128 plus the signal's number. */
  constructor(
    signal: NodeJS.Signals,
    readonly exitCode = 128 + constants.signals[signal],
  ) {
    super(`Stopped by ${signal}`);
    this.name = 'AbortError';
  }
}

/**
 * Returns a signal that aborts on the first Ctrl-C, SIGTERM or SIGHUP (a closed terminal), so that
 * the command can write its finished results. The second one ends the process at once.
 */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      const stopped = new StoppedError(name);
      if (controller.signal.aborted) process.exit(stopped.exitCode);
      controller.abort(stopped);
    });
  }
  return controller.signal;
}

/**
 * Returns the exit code of a run that an aborted `stopSignal` ended: 130 after Ctrl-C, 143 after
 * SIGTERM, 129 after SIGHUP.
 */
export function stoppedExit(stop: AbortSignal): number {
  return (stop.reason as StoppedError).exitCode;
}
