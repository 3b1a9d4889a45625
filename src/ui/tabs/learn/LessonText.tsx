import { t } from '../../../core/language/t';
import type { Block, Inline } from '../../../experiment/lesson/lesson';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';
import { LessonWidget } from './LessonWidget';
import { measureValue } from './measureValue';

interface LessonTextProps {
  readonly blocks: readonly Block[];
  /** Series of the figure that numbers in the text are read from. */
  readonly series: readonly MeasuredSeries[];
}

/** Draws the blocks of a lesson as React elements. Their text is never read as HTML. */
export function LessonText({ blocks, series }: LessonTextProps) {
  return blocks.map((block, index) => {
    const key = `${block.kind} ${index}`;
    switch (block.kind) {
      case 'text':
        return (
          <p key={key}>
            <Inlines line={block.children} series={series} />
          </p>
        );
      case 'list': {
        const items = block.items.map((item, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an item is its place
          <li key={place}>
            <Inlines line={item} series={series} />
          </li>
        ));
        return block.ordered ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>;
      }
      case 'paper':
        return (
          <aside key={key} className="lesson-paper" aria-label={t`What the paper reported`}>
            <p className="lesson-label">{t`The paper reported`}</p>
            <LessonText blocks={block.blocks} series={series} />
          </aside>
        );
      case 'widget':
        return <LessonWidget key={key} name={block.name} series={series} />;
      default:
        throw block satisfies never;
    }
  });
}

interface InlinesProps {
  readonly line: readonly Inline[];
  readonly series: readonly MeasuredSeries[];
}

/** Draws text with emphasis, links and live numbers. */
export function Inlines({ line, series }: InlinesProps) {
  return line.map((inline, index) => {
    if (typeof inline === 'string') return inline;
    const key = `${inline.kind} ${index}`;
    switch (inline.kind) {
      case 'strong':
        return <strong key={key}>{inline.text}</strong>;
      case 'emphasis':
        return <em key={key}>{inline.text}</em>;
      case 'code':
        return <code key={key}>{inline.text}</code>;
      case 'link':
        return (
          <a key={key} href={inline.to} {...(inline.to.startsWith('#') ? {} : { rel: 'noreferrer' })}>
            {inline.text}
          </a>
        );
      case 'value': {
        const measured = measureValue(inline, series);
        return (
          <output
            key={key}
            className={measured?.isFinal ? 'lesson-value tabular' : 'lesson-value lesson-early tabular'}
            title={measured?.source ?? t`not measured yet`}
          >
            {measured?.text ?? '…'}
          </output>
        );
      }
      default:
        throw inline satisfies never;
    }
  });
}
