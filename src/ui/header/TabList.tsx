import { useEffect, useRef } from 'react';
import { t } from '../../core/language/t';
import { holdOn } from '../../experiment/lesson/teacherHold';
import type { View } from '../../experiment/link/view';
import { moveFocus } from '../controls/moveFocus';
import { useExplorer } from '../hooks/useExplorer';
import { PLACES, placeOf } from '../tabs/places';
import { TAB_TEXTS, tabKey } from '../tabs/tabTexts';

/** Lists the places of the page, and below them the tabs of the open place. */
export function TabList() {
  const tab = useExplorer((state) => state.view.tab);
  const setView = useExplorer((state) => state.setView);
  const hold = useExplorer(({ view }) => holdOn(view, 'tabs'));
  const open = placeOf(tab);
  // A place opens at the tab that the reader last saw there.
  const seen = useRef(new Map<string, View['tab']>());
  useEffect(() => {
    seen.current.set(open.title, tab);
  }, [open, tab]);
  if (hold === 'hidden') return null;
  return (
    <nav className="places" aria-label={t`Tabs`}>
      <Line
        isLocked={hold === 'locked'}
        label={t`Places`}
        entries={PLACES.map((place) => ({
          title: place.title,
          hint: place.tabs.map((name) => TAB_TEXTS[name].title).join(', '),
          current: place === open ? 'true' : undefined,
          onOpen: () => setView({ tab: seen.current.get(place.title) ?? place.tabs[0] }),
        }))}
      />
      {open.tabs.length > 1 && (
        <Line
          isLocked={hold === 'locked'}
          label={t`Tabs of ${open.title}`}
          entries={open.tabs.map((name) => ({
            title: TAB_TEXTS[name].title,
            hint: t`Key ${tabKey(name)}`,
            current: name === tab ? 'page' : undefined,
            onOpen: () => setView({ tab: name }),
          }))}
        />
      )}
    </nav>
  );
}

interface Entry {
  readonly title: string;
  readonly hint: string;
  readonly current: 'page' | 'true' | undefined;
  readonly onOpen: () => void;
}

interface LineProps {
  readonly label: string;
  readonly entries: readonly Entry[];
  readonly isLocked: boolean;
}

/** Draws a line of buttons that is one stop of the Tab key. */
function Line({ label, entries, isLocked }: LineProps) {
  return (
    <div className="tabs" role="toolbar" aria-label={label} onKeyDown={moveFocus}>
      {entries.map(({ title, hint, current, onOpen }) => (
        <button
          key={title}
          type="button"
          className="tab"
          title={hint}
          disabled={isLocked}
          aria-current={current}
          tabIndex={current === undefined ? -1 : 0}
          onClick={onOpen}
        >
          {title}
        </button>
      ))}
    </div>
  );
}
