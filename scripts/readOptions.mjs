// Options of scripts that take few. The commands of src/cli have a reader of their own.
import { parseArgs } from 'node:util';

/**
 * Returns the options of this process. Prints `usage` and ends the process for `--help`; ends it
 * with exit code 2 for an option that cannot be used. `check` may throw an Error with the reason.
 */
export function readOptions(usage, options = {}, check = () => undefined) {
  try {
    const { values } = parseArgs({ options: { ...options, help: { type: 'boolean' } } });
    if (values.help) {
      process.stdout.write(usage);
      process.exit(0);
    }
    check(values);
    return values;
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}
