import { SpecError } from '../../core/errors';
import { t } from '../../core/language/t';
import { repairLink } from '../link/linkRepair';
import type { View } from '../link/view';
import { checkChoice, settingError } from '../settings/settingError';
import { EMBED_KEYS } from './embedKeys';

/** Figures that can be embedded, each with the tab of the page that it belongs to. */
const FIGURE_TABS = {
  curve: 'explore',
  gallery: 'explore',
  layers: 'layers',
  structures: 'structures',
  types: 'types',
} as const;
type EmbedFigure = keyof typeof FIGURE_TABS;
const FIGURES = Object.keys(FIGURE_TABS) as readonly EmbedFigure[];

const CONTROLS = ['ber', 'type', 'structures', 'layers', 'model'] as const;
export type EmbedControl = (typeof CONTROLS)[number];
/** Largest number of controls beside an embedded figure. */
const MAX_CONTROLS = 2;

const THEMES = ['auto', 'light', 'dark'] as const;

/** Settings of an embedded figure. They stand in its link, beside those of the experiment. */
export interface EmbedView {
  readonly ui: EmbedFigure;
  readonly controls: readonly EmbedControl[];
  readonly theme: (typeof THEMES)[number];
}

/** Embedded figure of a link that names none. */
export const DEFAULT_EMBED: EmbedView = { ui: 'curve', controls: ['ber'], theme: 'auto' };

/** Settings of a link for embedding. */
export interface ParsedEmbed extends EmbedView {
  /** Sentences about values that cannot be used. Their settings have the defaults. */
  readonly problems: readonly string[];
}

/** Returns the tab of the page that shows an embedded figure. */
export function tabOfFigure({ ui }: Pick<EmbedView, 'ui'>): View['tab'] {
  return FIGURE_TABS[ui];
}

/** Returns the figure of a tab that can be embedded. Null: the tab has none. */
export function figureOfTab(tab: View['tab']): EmbedFigure | null {
  return FIGURES.find((ui) => FIGURE_TABS[ui] === tab) ?? null;
}

/**
 * Reads the settings for embedding from a link. Each is read alone, as `parseLink` does with the
 * experiment, which also reports a repeated key. Never throws.
 */
export function parseEmbed(link: string): ParsedEmbed {
  const texts = fieldsOf(link);
  const problems: string[] = [];
  const read = <T>(key: string, fallback: T, parse: (text: string) => T): T => {
    const [text, ...repeats] = texts.getAll(key);
    if (text === undefined || repeats.length > 0) return fallback;
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      problems.push(error.message);
      return fallback;
    }
  };
  read('embed', '1', (text) => checkChoice('embed', text, ['1']));
  const ui = read('ui', DEFAULT_EMBED.ui, (text) => checkChoice('ui', text, FIGURES, t`figure`));
  const controls = read('controls', DEFAULT_EMBED.controls, parseControls);
  const theme = read('theme', DEFAULT_EMBED.theme, (text) => checkChoice('theme', text, THEMES));
  return { ui, controls, theme, problems };
}

/** Returns the keys for embedding, but `embed`, that a link has. */
export function embedKeysOf(link: string): readonly string[] {
  const texts = fieldsOf(link);
  return ['ui', 'controls', 'theme'].filter((key) => texts.has(key));
}

/** Returns a link without its settings for embedding. */
export function withoutEmbed(link: string): string {
  return link.replaceAll(new RegExp(`&(?:${EMBED_KEYS.join('|')})=[^&]*`, 'g'), '');
}

function fieldsOf(link: string): URLSearchParams {
  return new URLSearchParams(/#\/?x\?(.*)$/s.exec(repairLink(link).link)?.[1] ?? '');
}

/** Returns the settings for embedding as the end of a link. Defaults but `embed=1` are left out. */
export function formatEmbed({ ui, controls, theme }: EmbedView): string {
  const fields = [
    'embed=1',
    ...(ui === DEFAULT_EMBED.ui ? [] : [`ui=${ui}`]),
    ...(controls.join() === DEFAULT_EMBED.controls.join() ? [] : [`controls=${controls.join() || 'none'}`]),
    ...(theme === DEFAULT_EMBED.theme ? [] : [`theme=${theme}`]),
  ];
  return `&${fields.join('&')}`;
}

function parseControls(text: string): readonly EmbedControl[] {
  if (text === 'none') return [];
  const controls = text.split(',').map((name) => checkChoice('controls', name, CONTROLS, t`control`));
  const unique = [...new Set(controls)];
  if (unique.length <= MAX_CONTROLS) return unique;
  throw settingError(
    'controls',
    'controls',
    text,
    t`at most ${MAX_CONTROLS} of ${CONTROLS.join(', ')}, or none`,
  );
}
