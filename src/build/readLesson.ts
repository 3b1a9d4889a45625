import { directiveFromMarkdown } from 'mdast-util-directive';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { directive } from 'micromark-extension-directive';
import {
  type Block,
  type ChoiceAnswer,
  figureOf,
  type Inline,
  type Lesson,
  type LessonFigure,
  type LessonSeries,
  type LessonStep,
  type LiveValue,
  type Question,
  SHOWN,
  WIDGETS,
} from '../experiment/lesson/lesson';
import { describeLinkProblems, parseLink } from '../experiment/link/link';
import { RATE_AXES } from '../experiment/link/view';
import {
  checkDirective,
  choiceOf,
  type Directive,
  lessonError,
  type MarkdownNode,
  numberOf,
  type Place,
} from './lessonSyntax';

type Attributes = Readonly<Record<string, string>>;
type Container = Extract<Directive, { type: 'containerDirective' }>;

/** Largest number of steps of a lesson. */
const MAX_STEPS = 8;
/** Largest number of series of a figure: it has as many colours. */
const MAX_SERIES = 3;
const LOSSES = ['1', '0', '5', '10'] as const;

/**
 * Reads a lesson. `#` is its title, the text below it what the lesson does not show, and each `##`
 * a step. Throws a SyntaxError that names the file, the line, what was found and what is known.
 */
export function readLesson(file: string, markdown: string): Lesson {
  const { children } = fromMarkdown(markdown, {
    extensions: [directive()],
    mdastExtensions: [directiveFromMarkdown()],
  });
  const id = file.replace(/^.*\/|\.md$/g, '');
  const [title, ...rest] = children;
  if (title?.type !== 'heading' || title.depth !== 1)
    throw lessonError({ file, node: title }, title?.type ?? 'nothing', 'a title: # and its text');
  const starts = rest.flatMap((node, index) => (node.type === 'heading' ? [index] : []));
  const [limits, ...more] = rest.slice(0, starts[0] ?? rest.length);
  if (limits?.type !== 'paragraph' || more.length > 0)
    throw lessonError(
      { file, node: more[0] ?? limits ?? title },
      more[0]?.type ?? limits?.type ?? 'nothing',
      'one paragraph under the title that says what the lesson does not show',
    );
  if (starts.length === 0 || starts.length > MAX_STEPS)
    throw lessonError(
      { file, node: rest[starts[MAX_STEPS] ?? 0] },
      `${starts.length} steps`,
      `1 to ${MAX_STEPS} steps: ## and a title`,
    );
  const steps = starts.map((start, index) => readStep(file, rest.slice(start, starts[index + 1])));
  for (const value of steps.length === 0 ? [] : valuesIn(readInlines(file, limits.children)))
    throw lessonError({ file, node: limits }, `a value of ${value.of}`, 'text: no figure is beside it');
  return { id, title: plainText(file, title), limits: readInlines(file, limits.children), steps };
}

function readStep(file: string, [heading, ...nodes]: readonly MarkdownNode[]): LessonStep {
  const place = { file, node: heading };
  if (heading?.type !== 'heading' || heading.depth !== 2)
    throw lessonError(place, `a heading of depth ${(heading as { depth: number }).depth}`, '## and a title');
  const step = { ...readContent(file, nodes), title: plainText(file, heading) };
  if ((step.question === null) !== (step.reveal === null))
    throw lessonError(place, 'a question or a reveal alone', 'both in one step, or neither');
  checkLabels(step, place);
  return step;
}

/** Contents of a step or of its reveal. */
type Content = Omit<LessonStep, 'title'>;

function readContent(file: string, nodes: readonly MarkdownNode[]): Content {
  const content: { -readonly [K in keyof Content]: Content[K] } = {
    blocks: [],
    figure: null,
    question: null,
    reveal: null,
  };
  const once = (key: 'figure' | 'question' | 'reveal', node: MarkdownNode) => {
    if (content[key] !== null) throw lessonError({ file, node }, `a second ${key}`, 'one in a step');
  };
  for (const node of nodes) {
    if (node.type !== 'containerDirective') {
      content.blocks = [...content.blocks, readBlock(file, node)];
      continue;
    }
    const { name, attributes } = checkDirective(node, file);
    if (name === 'figure') {
      once('figure', node);
      content.figure = readFigure(file, node, attributes);
    } else if (name === 'reveal') {
      once('reveal', node);
      const { question, reveal, ...shown } = readContent(file, node.children);
      if (question !== null || reveal !== null)
        throw lessonError({ file, node }, 'a question in :::reveal', 'text, figure, widget, paper');
      content.reveal = shown;
    } else if (name === 'paper') {
      const blocks = node.children.map((child) => readBlock(file, child));
      content.blocks = [...content.blocks, { kind: 'paper', blocks }];
    } else {
      once('question', node);
      content.question = readQuestion(file, node, name as Question['kind'], attributes);
    }
  }
  return content;
}

function readBlock(file: string, node: MarkdownNode): Block {
  if (node.type === 'paragraph') return { kind: 'text', children: readInlines(file, node.children) };
  if (node.type === 'list') {
    const items = node.children.map((item) => readInlines(file, onlyParagraph(file, item).children));
    return { kind: 'list', ordered: node.ordered === true, items };
  }
  if (node.type === 'leafDirective') {
    const { name, attributes } = checkDirective(node, file);
    if (name === 'widget')
      return { kind: 'widget', name: choiceOf(attributes, 'name', WIDGETS, { file, node }) };
  }
  const found = node.type === 'containerDirective' ? `:::${node.name} here` : node.type;
  throw lessonError({ file, node }, found, 'a paragraph, a list or ::widget');
}

function readFigure(file: string, node: Container, attributes: Attributes): LessonFigure {
  const place = { file, node };
  const { label, rest } = splitLabel(file, node);
  const [list, ...others] = rest;
  if (list?.type !== 'list' || others.length > 0 || label === '')
    throw lessonError(place, 'another content of :::figure', ':::figure[title] with a list of links');
  const series = list.children.map((item): LessonSeries => {
    const [link, ...more] = onlyParagraph(file, item).children;
    if (link?.type !== 'link' || more.length > 0)
      throw lessonError({ file, node: item }, 'a list item', '[label](#/x?…)');
    return { label: plainText(file, link), spec: specOf(file, link, link.url) };
  });
  if (series.length > MAX_SERIES)
    throw lessonError(place, `${series.length} series`, `at most ${MAX_SERIES}`);
  const { model, data, weights } = series[0]!.spec;
  for (const { label: own, spec } of series)
    if (spec.model !== model || spec.data !== data || spec.weights !== weights)
      throw lessonError(place, `another network or data set in ${own}`, `${model} for all series`);
  return {
    title: label,
    series,
    rate: numberOf(attributes, 'rate', 1e-3, [0, 1], place),
    scale: choiceOf(attributes, 'scale', ['linear', 'log'], place),
    rateAxis: choiceOf(attributes, 'xs', RATE_AXES, place),
  };
}

function specOf(file: string, node: MarkdownNode | Place['node'], link: string): LessonSeries['spec'] {
  const parsed = parseLink(link);
  if (parsed.kind === 'experiment' && parsed.problems.length === 0) return parsed.spec;
  const reason = describeLinkProblems(parsed) ?? 'no experiment';
  throw lessonError({ file, node }, `${link} (${reason})`, 'a link to an experiment: #/x?v=1&…');
}

function readQuestion(
  file: string,
  node: Container,
  kind: Question['kind'],
  attributes: Attributes,
): Question {
  const place = { file, node };
  const list = node.children.at(-1);
  const isChoice = kind === 'choice';
  const asked = isChoice ? node.children.slice(0, -1) : node.children;
  const prompt = asked.map((child) => readBlock(file, child));
  if (prompt.length === 0) throw lessonError(place, `:::${kind} without a text`, 'the question');
  const of = attributes.of ?? '';
  switch (kind) {
    case 'choice': {
      if (list?.type !== 'list' || list.children.length < 2)
        throw lessonError(place, ':::choice without options', 'a list of two or more at its end');
      const options = list.children.map((item) => plainText(file, onlyParagraph(file, item)));
      return { kind, prompt, options, answer: readAnswer(attributes, options.length, place) };
    }
    case 'number':
      return {
        kind,
        prompt,
        unit: attributes.unit ?? '%',
        max: numberOf(attributes, 'max', 100, [0, 1e9], place),
        answer: readValue(of, attributes, place),
      };
    case 'rate':
      return { kind, prompt, answer: { ...readValue(of, attributes, place), show: 'tolerance' } };
    case 'sketch':
      return { kind, prompt, of };
    default:
      throw kind satisfies never;
  }
}

function readAnswer(attributes: Attributes, numOptions: number, place: Place): ChoiceAnswer {
  const text = attributes.answer ?? '';
  if (text === 'highest' || text === 'lowest') {
    const { of: _, ...read } = readValue('', attributes, place);
    return { kind: text, ...read };
  }
  const number = Number(text);
  if (!(Number.isInteger(number) && number >= 1 && number <= numOptions))
    throw lessonError(place, `answer=${text}`, `1 to ${numOptions}, highest or lowest`);
  return { kind: 'option', index: number - 1 };
}

function readValue(of: string, attributes: Attributes, place: Place): LiveValue {
  return {
    of,
    show: choiceOf(attributes, 'show', SHOWN, place),
    rate: numberOf(attributes, 'rate', 1e-3, [0, 1], place),
    loss: Number(choiceOf(attributes, 'loss', LOSSES, place)),
  };
}

type Phrase = Extract<MarkdownNode, { type: 'paragraph' }>['children'][number];

function readInlines(file: string, nodes: readonly Phrase[]): readonly Inline[] {
  return nodes.map((node): Inline => {
    switch (node.type) {
      case 'text':
        return node.value.replace(/\s*\n\s*/g, ' ');
      case 'strong':
      case 'emphasis':
        return { kind: node.type, text: plainText(file, node) };
      case 'inlineCode':
        return { kind: 'code', text: node.value };
      case 'link':
        if (node.url.startsWith('#')) specOf(file, node, node.url);
        else if (!node.url.startsWith('https://'))
          throw lessonError({ file, node }, `link ${node.url}`, 'https://… or #/x?…');
        return { kind: 'link', to: node.url, text: plainText(file, node) };
      case 'textDirective': {
        const { attributes } = checkDirective(node, file);
        return { kind: 'value', ...readValue(plainText(file, node), attributes, { file, node }) };
      }
      default:
        throw lessonError({ file, node }, node.type, 'text, **, *, `, a link or :value');
    }
  });
}

/** Returns the text of a node that may hold nothing but text. */
function plainText(file: string, node: { readonly children: readonly Phrase[] } & Place['node']): string {
  return node.children
    .map((child) => {
      if (child.type === 'text') return child.value;
      if (child.type === 'textDirective') checkDirective(child, file);
      throw lessonError({ file, node: child }, child.type, 'plain text');
    })
    .join('')
    .replace(/\s+/g, ' ');
}

function onlyParagraph(file: string, item: { readonly children: readonly MarkdownNode[] } & Place['node']) {
  const [paragraph, ...more] = item.children;
  if (paragraph?.type === 'paragraph' && more.length === 0) return paragraph;
  throw lessonError({ file, node: item }, 'a list item with other contents', 'one line of text');
}

function splitLabel(file: string, { children }: Container) {
  const [first, ...rest] = children;
  const isLabel = first?.type === 'paragraph' && first.data?.directiveLabel === true;
  return isLabel ? { label: plainText(file, first), rest } : { label: '', rest: children };
}

/** Throws a SyntaxError if a value or question names a series that its figure lacks. */
function checkLabels(step: LessonStep, place: Place): void {
  const { question, reveal } = step;
  const before = labelsOf(figureOf(step, false));
  const after = labelsOf(figureOf(step, true));
  const check = (of: string, labels: readonly string[]) => {
    if (!labels.includes(of))
      throw lessonError(place, `a series “${of}”`, labels.map((label) => `“${label}”`).join(', ') || 'none');
  };
  for (const { of } of step.blocks.flatMap(valuesOf)) check(of, before);
  for (const { of } of reveal?.blocks.flatMap(valuesOf) ?? []) check(of, after);
  if (question === null) return;
  for (const { of } of question.prompt.flatMap(valuesOf)) check(of, before);
  if (question.kind === 'sketch') check(question.of, after);
  else if (question.kind !== 'choice') check(question.answer.of, after);
  else if (question.answer.kind !== 'option') for (const option of question.options) check(option, after);
}

function labelsOf(figure: LessonFigure | null): readonly string[] {
  return figure?.series.map(({ label }) => label) ?? [];
}

function valuesOf(block: Block): readonly LiveValue[] {
  if (block.kind === 'widget') return [];
  if (block.kind === 'paper') return block.blocks.flatMap(valuesOf);
  return block.kind === 'list' ? block.items.flatMap(valuesIn) : valuesIn(block.children);
}

function valuesIn(children: readonly Inline[]): readonly LiveValue[] {
  return children.flatMap((child) => (typeof child === 'object' && child.kind === 'value' ? [child] : []));
}
