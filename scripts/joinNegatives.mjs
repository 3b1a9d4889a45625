/**
 * Joins negative numbers to the option before them (`--from -2` becomes `--from=-2`). Node's parser
 * takes every leading dash for an option, so its message would not name the value.
 */
export function joinNegatives(args) {
  const isOption = (arg) => /^--[\w-]+$/.test(arg);
  const isNegative = (arg) => /^-\.?\d/.test(arg);
  return args.flatMap((arg, index) => {
    if (isOption(arg) && isNegative(args[index + 1] ?? '')) return [`${arg}=${args[index + 1]}`];
    return isNegative(arg) && isOption(args[index - 1] ?? '') ? [] : [arg];
  });
}
