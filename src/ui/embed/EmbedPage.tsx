import { type ReactNode, type SyntheticEvent, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { t } from '../../core/language/t';
import { type ParsedEmbed, withoutEmbed } from '../../experiment/embed/embedLink';
import type { ExplorerStore } from '../../store/explorer';
import type { AwaitedNetwork } from '../../store/state';
import { CrashBoundary } from '../CrashBoundary';
import { ExplorerContext, useExplorer } from '../hooks/useExplorer';
import { useStoredPaper } from '../tabs/paper/useStoredPaper';
import { EmbedControls } from './EmbedControls';
import { EmbedFigure } from './EmbedFigure';
import { EmbedFoot } from './EmbedFoot';
import type { EmbedSession } from './embedSession';
import { Heading } from './Heading';
import './embed.css';

interface EmbedPageProps {
  readonly store: ExplorerStore;
  readonly embed: ParsedEmbed;
  readonly session: EmbedSession;
}

/** One figure in a frame of another site, with its controls and a link to the whole page. */
export function EmbedPage({ store, embed, session }: EmbedPageProps) {
  return (
    <CrashBoundary store={store}>
      <ExplorerContext value={store}>
        <main className="embed">
          <Figure embed={embed} session={session} />
        </main>
      </ExplorerContext>
    </CrashBoundary>
  );
}

/** Shows the figure, or names the network that a frame cannot open. */
function Figure({ embed, session }: Omit<EmbedPageProps, 'store'>) {
  const awaited = useExplorer((state) => state.awaited);
  if (awaited !== null) return <AwaitedFigure network={awaited} />;
  return (
    <>
      <Heading />
      <Problems sentences={embed.problems} />
      <Touchable session={session}>
        <EmbedControls controls={embed.controls} />
        <EmbedFigure ui={embed.ui} />
      </Touchable>
      <EmbedFoot ui={embed.ui} session={session} />
    </>
  );
}

/** Leads to the page, where the file of the network can be opened. */
function AwaitedFigure({ network: { title, link } }: { readonly network: AwaitedNetwork }) {
  return (
    <>
      <p className="notice notice-warning" role="status">
        {t`This figure is of the network ${title}. A frame opens no files: open the figure in Ares Explorer and drop the file there, or ask its author for the figure as an HTML file.`}
      </p>
      <footer className="embed-foot">
        <a className="embed-open" href={`./${withoutEmbed(link)}`} target="_blank" rel="noopener">
          {t`Open in Ares Explorer`}
        </a>
      </footer>
    </>
  );
}

/** Says what was not understood of the link, and what the engine reports. */
function Problems({ sentences }: { readonly sentences: readonly string[] }) {
  const notices = useExplorer((state) => state.notices);
  const all = [...sentences, ...notices.map(({ text }) => text)];
  return (
    <div className="notices" role="status">
      {all.map((sentence) => (
        <p key={sentence} className="notice notice-warning">
          {sentence}
        </p>
      ))}
    </div>
  );
}

/** Starts the engine when a reader uses the figure or a control, and pauses it off screen. */
function Touchable({ session, children }: { readonly session: EmbedSession; readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const phase = useStore(session.phase, (state) => state.phase);
  useStoredPaper();
  useEffect(() => {
    let isNear = true;
    const tell = () => session.setShown(isNear && document.visibilityState === 'visible');
    const observer = new IntersectionObserver((entries) => {
      isNear = entries.at(-1)!.isIntersecting;
      tell();
    });
    observer.observe(box.current!);
    document.addEventListener('visibilitychange', tell);
    return () => {
      observer.disconnect();
      document.removeEventListener('visibilitychange', tell);
    };
  }, [session]);
  const touch = ({ nativeEvent }: SyntheticEvent) => {
    // A script of the page around it cannot touch it.
    if (nativeEvent.isTrusted) session.touch();
  };
  return (
    <div
      ref={box}
      className="embed-body"
      data-phase={phase}
      // A finger that scrolls the page ends in a cancelled pointer, not in a released one.
      onPointerUpCapture={touch}
      onKeyDownCapture={(event) => {
        if (!PASSING_KEYS.has(event.key)) touch(event);
      }}
    >
      {children}
    </div>
  );
}

/** Keys that move through the page and use nothing in it. */
const PASSING_KEYS: ReadonlySet<string> = new Set(['Tab', 'Shift', 'Control', 'Alt', 'Meta', 'Escape']);
