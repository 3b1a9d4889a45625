import type { fromMarkdown } from 'mdast-util-from-markdown';

type Root = ReturnType<typeof fromMarkdown>;
export type MarkdownNode = Root['children'][number];
export type Directive = Extract<
  MarkdownNode,
  { type: 'containerDirective' | 'leafDirective' | 'textDirective' }
>;

/** Position of a lesson's text that an error names. */
export interface Place {
  readonly file: string;
  readonly node: Pick<MarkdownNode, 'position'> | undefined;
}

/** Directives by name: their form in Markdown and the attributes that they may have. */
const DIRECTIVES = {
  value: { type: 'textDirective', attributes: ['show', 'rate', 'loss'] },
  widget: { type: 'leafDirective', attributes: ['name'] },
  figure: { type: 'containerDirective', attributes: ['rate', 'scale', 'xs'] },
  paper: { type: 'containerDirective', attributes: [] },
  reveal: { type: 'containerDirective', attributes: [] },
  choice: { type: 'containerDirective', attributes: ['answer', 'show', 'rate', 'loss'] },
  number: { type: 'containerDirective', attributes: ['of', 'unit', 'max', 'show', 'rate', 'loss'] },
  rate: { type: 'containerDirective', attributes: ['of', 'loss'] },
  sketch: { type: 'containerDirective', attributes: ['of'] },
} as const satisfies Readonly<
  Record<string, { readonly type: Directive['type']; readonly attributes: readonly string[] }>
>;
type DirectiveName = keyof typeof DIRECTIVES;

const MARKS = { textDirective: ':', leafDirective: '::', containerDirective: ':::' } as const;

/** Error about a lesson: `Cannot read lessons/a.md:12: found …, expected …`. */
export function lessonError({ file, node }: Place, found: string, expected: string): SyntaxError {
  const line = node?.position?.start.line ?? 1;
  return new SyntaxError(`Cannot read ${file}:${line}: found ${found}, expected ${expected}`);
}

/**
 * Returns the name and the attributes of a directive. Throws a SyntaxError that names the file, the
 * line and the known names for an unknown directive or attribute.
 */
export function checkDirective(
  node: Directive,
  file: string,
): { readonly name: DirectiveName; readonly attributes: Readonly<Record<string, string>> } {
  const place = { file, node };
  const known = Object.keys(DIRECTIVES)
    .map((name) => MARKS[DIRECTIVES[name as DirectiveName].type] + name)
    .join(', ');
  const written = MARKS[node.type] + node.name;
  if (!Object.hasOwn(DIRECTIVES, node.name)) throw lessonError(place, `directive ${written}`, known);
  const name = node.name as DirectiveName;
  const { type, attributes: allowed } = DIRECTIVES[name];
  if (type !== node.type) throw lessonError(place, `directive ${written}`, MARKS[type] + name);
  const attributes: Record<string, string> = {};
  for (const [key, value] of Object.entries(node.attributes ?? {})) {
    if (!(allowed as readonly string[]).includes(key)) {
      const wanted = allowed.length === 0 ? 'no attribute' : allowed.join(', ');
      throw lessonError(place, `attribute ${key} of ${written}`, wanted);
    }
    attributes[key] = value ?? '';
  }
  return { name, attributes };
}

/**
 * Returns the attribute as one of `choices`; the first of them if it is left out. Throws a
 * SyntaxError for any other.
 */
export function choiceOf<T extends string>(
  attributes: Readonly<Record<string, string>>,
  key: string,
  choices: readonly T[],
  place: Place,
): T {
  const text = attributes[key] ?? choices[0]!;
  const found = choices.find((choice) => choice === text);
  if (found === undefined) throw lessonError(place, `${key}=${text}`, choices.join(', '));
  return found;
}

/** Returns the attribute as a number within [low, high]. Throws a SyntaxError for any other. */
export function numberOf(
  attributes: Readonly<Record<string, string>>,
  key: string,
  fallback: number,
  [low, high]: readonly [number, number],
  place: Place,
): number {
  const text = attributes[key];
  if (text === undefined) return fallback;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!(value >= low && value <= high))
    throw lessonError(place, `${key}=${text}`, `a number from ${low} to ${high}`);
  return value;
}
