/** Texts of a language by their English text, with `{0}`, `{1}` … in place of values. */
export type Messages = Readonly<Record<string, string>>;

let messages: Messages | null = null;

/** Makes `t` return the texts of another language. Null stands for English. */
export function setMessages(next: Messages | null): void {
  messages = next;
}

/** Returns the texts in use. Null stands for English. */
export function messagesInUse(): Messages | null {
  return messages;
}

/**
 * Returns what `write` returns where texts are English: for files, Markdown and the methods
 * sentence, which share their words with the page.
 */
export function inEnglish<T>(write: () => T): T {
  const before = messages;
  messages = null;
  try {
    return write();
  } finally {
    messages = before;
  }
}

/**
 * Returns a text in the language of the page: `` t`Layer ${name}` ``. Its English text is the key
 * in messages/, where the values are numbered: `Layer {0}`. A line break in the source, with the
 * spaces after it, stands for one space. Without an entry the text is English.
 */
export function t(strings: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return partsOf(strings)
    .map((part) => (typeof part === 'number' ? values[part] : part))
    .join('');
}

/**
 * Returns a message in the language of the page as its parts in order: pieces of text, and numbers
 * that each stand for a value by its place in the English text.
 */
export function partsOf(strings: readonly string[]): readonly (string | number)[] {
  const english = strings.map((text) => text.replace(/\s*\n\s*/g, ' '));
  const translated = messages?.[keyOf(english)];
  if (translated === undefined)
    return english.flatMap((text, index) => (index === 0 ? text : [index - 1, text]));
  return translated.split(/\{(\d+)\}/).map((part, index) => (index % 2 === 0 ? part : Number(part)));
}

/** Returns the key of a message: its pieces with numbered places between them. */
function keyOf(pieces: readonly string[]): string {
  return pieces.reduce((key, piece, index) => `${key}{${index - 1}}${piece}`);
}
