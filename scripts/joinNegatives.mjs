/**
 * Joins negative numbers to the option before them (`--from -2` becomes `--from=-2`), so that the option itself says what it
 * wants: Node's parser takes every dash for another option.
 */
export function joinNegatives(args) {
  const isOption = (arg) => /^--[\w-]+$/.test(arg);
  const isNegative = (arg) => /^-\.?\d/.test(arg);
  return args.flatMap((arg, index) => {
    if (isOption(arg) && isNegative(args[index + 1] ?? '')) return [`${arg}=${args[index + 1]}`];
    return isNegative(arg) && isOption(args[index - 1] ?? '') ? [] : [arg];
  });
}
