/** Returns the id of the reader's network that a link names, `file-…`. Undefined: it names none. */
export function linkedNetwork(link: string): string | undefined {
  return /[?&]m=(file-[0-9a-f]{16})(?:&|$)/.exec(link)?.[1];
}
