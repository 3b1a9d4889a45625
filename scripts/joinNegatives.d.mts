export function joinNegatives(args: readonly string[]): string[];
