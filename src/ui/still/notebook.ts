import { isBer } from '../../core/pattern/ber';
import { formatLink } from '../../experiment/link/link';
import { selectReading } from '../charts/cursor/reading';
import { type DrawnFigure, drawFigure } from './drawFigure';

/** Model of a notebook widget (anywidget): traits that Python and the page share. */
interface NotebookModel {
  get(trait: string): unknown;
  set(trait: string, value: unknown): void;
  save_changes(): void;
  on(event: string, listener: () => void): void;
  off(event: string, listener: () => void): void;
}

/** Shortest time between two messages to Python while the cursor moves, in milliseconds. */
const SAVE_EVERY_MS = 100;

/**
 * Draws the figure of a notebook widget. Reads the traits `results` (the JSON of a sweep, as text
 * or as a dictionary), `link` (may be empty), `ber` and `theme` (`auto`, `light`, `dark`). Sets
 * `link`, `ber` and `state` when the reader moves the cursor. Returns the clean-up.
 */
export function render({
  model,
  el,
}: {
  readonly model: NotebookModel;
  readonly el: HTMLElement;
}): () => void {
  const host = el.appendChild(document.createElement('div'));
  const place = host.attachShadow({ mode: 'open' });
  let drawn: DrawnFigure | null = null;
  /** Link that this side has set last, so that its own change draws nothing anew. */
  let written = '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  const save = () => {
    timer = undefined;
    if (drawn === null) return;
    const state = drawn.store.getState();
    const reading = selectReading(state);
    written = `${drawn.figure.site ?? ''}${formatLink(state.spec, state.view)}`;
    model.set('link', written);
    model.set('ber', state.view.cursorBer);
    model.set('state', {
      ber: state.view.cursorBer,
      error: reading?.mean ?? null,
      trials: reading?.trials ?? 0,
    });
    model.save_changes();
  };
  const draw = () => {
    drawn?.remove();
    // What was refused before leaves its reason there.
    place.replaceChildren();
    const results = model.get('results');
    drawn = drawFigure(
      place,
      typeof results === 'string' ? results : JSON.stringify(results ?? null),
      textOf('link'),
    );
    drawn?.store.subscribe(() => {
      timer ??= setTimeout(save, SAVE_EVERY_MS);
    });
  };
  const textOf = (trait: string) => {
    const value = model.get(trait);
    return typeof value === 'string' ? value : '';
  };
  const onLink = () => {
    if (textOf('link') !== written) draw();
  };
  const onBer = () => {
    const ber = model.get('ber');
    const state = drawn?.store.getState();
    if (state !== undefined && typeof ber === 'number' && isBer(ber) && ber !== state.view.cursorBer)
      state.setView({ cursorBer: ber });
  };
  const onTheme = () => {
    const theme = textOf('theme');
    if (theme === 'light' || theme === 'dark') host.dataset.theme = theme;
    else delete host.dataset.theme;
  };
  const listeners = [
    ['change:results', draw],
    ['change:link', onLink],
    ['change:ber', onBer],
    ['change:theme', onTheme],
  ] as const;
  for (const [event, listener] of listeners) model.on(event, listener);
  onTheme();
  draw();
  onBer();
  return () => {
    for (const [event, listener] of listeners) model.off(event, listener);
    clearTimeout(timer);
    drawn?.remove();
    host.remove();
  };
}
