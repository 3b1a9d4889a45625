import { createRoot } from 'react-dom/client';
import { parseEmbed, tabOfFigure } from '../../experiment/embed/embedLink';
import { memoryCaches } from '../../store/cache/memoryCaches';
import { createExplorer, type ExplorerOptions } from '../../store/explorer';
import { showTheme } from '../themeChoice';
import { EmbedPage } from './EmbedPage';
import { createSession } from './embedSession';
import { answerHost } from './frameMessages';

/** Name of the channel by which frames of this site pass the engine on. */
const CHANNEL = 'ares-explorer-embed';

/**
 * Opens the figure of a link in `root`. Stores nothing, keeps the address as it is, and starts no
 * engine before a reader touches the figure. Another hash loads the figure anew.
 */
export function openEmbed(root: HTMLElement, options: Omit<ExplorerOptions, 'openCaches'>): void {
  const embed = parseEmbed(options.hash);
  const store = createExplorer({
    ...options,
    openCaches: async () => memoryCaches(),
  });
  store.setState({ engine: { kind: 'idle' }, view: { ...store.getState().view, tab: tabOfFigure(embed) } });
  showTheme(embed.theme === 'auto' ? 'system' : embed.theme);
  const session = createSession(store, new BroadcastChannel(CHANNEL));
  if (window.parent !== window) {
    const post = answerHost(store, session, window);
    // The root has the height of the content; the document is at least as high as its frame.
    const tellHeight = () => post({ kind: 'resize', height: Math.ceil(root.getBoundingClientRect().height) });
    new ResizeObserver(tellHeight).observe(root);
  }
  // As a whole: the hash also names the figure, its controls and its theme.
  window.addEventListener('hashchange', () => location.reload());
  createRoot(root).render(<EmbedPage store={store} embed={embed} session={session} />);
}
