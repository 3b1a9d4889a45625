/** Returns a tensor's name in lower case with one kind of separator, without `:0` at the end. */
export function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/:\d+$/, '')
    .replace(/[^a-z0-9]+/g, '.');
}

/** Returns true for plain names of which one may have scopes in front that the other lacks. */
export function endsAlike(a: string, b: string): boolean {
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);
}
