export function messagesIn(
  file: string,
  source: string,
): { readonly key: string; readonly line: number; readonly early: boolean }[];
export function plainTextsIn(file: string, source: string): string[];
