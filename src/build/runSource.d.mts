export function runSource<Module, Result>(
  root: string,
  path: string,
  use: (module: Module) => Result,
): Promise<Awaited<Result>>;
