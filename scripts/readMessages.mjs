import { parseSync } from 'vite';

/** Tags of template literals that are messages of the page. */
const TAGS = new Set(['t', 'rich']);

/** Attributes whose text a reader sees or hears. */
const TEXT_ATTRIBUTES = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'label',
  'placeholder',
  'summary',
  'title',
]);

/** Attributes whose text is for the browser. */
const OTHER_ATTRIBUTES = new Set(['className', 'd', 'points', 'transform', 'viewBox']);

const WORD = /\p{L}{2}/u;
const SENTENCE = /\p{L}{2}\S*\s+\S*\p{L}{2}/u;

/**
 * Returns the messages of a TypeScript file, in their order: `key` is the English text with numbers
 * in place of values, `line` counts from 1, and `early` is true if the message is read when the
 * file is loaded, before the language is known.
 */
export function messagesIn(file, source) {
  const found = [];
  walk(parse(file, source), [], (node, parents) => {
    if (!isMessage(node)) return;
    const pieces = node.quasi.quasis.map(({ value }) => value.cooked.replace(/\s*\n\s*/g, ' '));
    found.push({
      key: pieces.reduce((key, piece, index) => `${key}{${index - 1}}${piece}`),
      line: lineOf(source, node.start),
      early: !parents.some(({ type }) => /Function|PropertyDefinition/.test(type)),
    });
  });
  return found;
}

/**
 * Returns the texts of a TypeScript file that look like words for a reader but are no messages, as
 * `line: text`. Errors of the class TypeError are for programmers.
 */
export function plainTextsIn(file, source) {
  const found = [];
  walk(parse(file, source), [], (node, parents) => {
    const text = plainText(node, parents.at(-1));
    if (text === null || parents.some(isNoText)) return;
    const start = node.start + (node.type === 'JSXText' ? text.search(/\S/) : 0);
    found.push(`${lineOf(source, start)}: ${text.trim().replace(/\s+/g, ' ')}`);
  });
  return found;
}

function parse(file, source) {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0].message}`);
  return program;
}

function isMessage(node) {
  return node.type === 'TaggedTemplateExpression' && TAGS.has(node.tag.name);
}

/** Returns the text of a node that a reader may see. Null for other nodes and for single names. */
function plainText(node, parent) {
  if (node.type === 'JSXText') return WORD.test(node.value) ? node.value : null;
  if (node.type === 'Literal' && typeof node.value === 'string') {
    const isAttribute = parent.type === 'JSXAttribute' && TEXT_ATTRIBUTES.has(parent.name.name);
    return (isAttribute ? WORD : SENTENCE).test(node.value) ? node.value : null;
  }
  if (node.type !== 'TemplateLiteral' || isMessage(parent)) return null;
  const text = node.quasis.map(({ value }) => value.cooked).join('…');
  return SENTENCE.test(text.replaceAll('…', ' ')) ? text : null;
}

/** Returns true if nothing in a node is text for a reader. */
function isNoText(node) {
  if (node.type === 'ImportDeclaration' || node.type === 'ImportExpression') return true;
  if (node.type === 'TSLiteralType') return true;
  if (node.type === 'JSXAttribute') return OTHER_ATTRIBUTES.has(node.name.name);
  return node.type === 'NewExpression' && node.callee.name === 'TypeError';
}

function lineOf(source, offset) {
  return source.slice(0, offset).split('\n').length;
}

function walk(node, parents, visit) {
  if (Array.isArray(node)) for (const one of node) walk(one, parents, visit);
  else if (typeof node?.type === 'string') {
    visit(node, parents);
    const inner = [...parents, node];
    for (const part of Object.values(node)) walk(part, inner, visit);
  }
}
