// Reporter of Vitest: writes the errors that no test caught, which its JSON report leaves out.
import { writeFileSync } from 'node:fs';

export default class UncaughtErrors {
  /** Writes a list of messages to the file that UNCAUGHT_ERRORS_FILE names. */
  onTestRunEnd(_modules, errors) {
    const messages = errors.map((error) => error.stack ?? error.message ?? String(error));
    writeFileSync(process.env.UNCAUGHT_ERRORS_FILE, JSON.stringify(messages));
  }
}
