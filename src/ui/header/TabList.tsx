import { TABS } from '../../experiment/link/view';
import { useExplorer } from '../hooks/useExplorer';
import { TAB_TEXTS } from '../tabs/tabTexts';

/**
 * Scrolls the line of tabs so that the open tab is in view. A narrow page does not show all tabs.
 */
function showTab(tab: HTMLButtonElement | null): void {
  const line = tab?.parentElement;
  if (tab != null && line != null)
    line.scrollLeft = tab.offsetLeft - (line.clientWidth - tab.offsetWidth) / 2;
}

/** Lists the tabs: views of one experiment, and comparisons with others. */
export function TabList() {
  const tab = useExplorer((state) => state.view.tab);
  const setView = useExplorer((state) => state.setView);
  return (
    <nav className="tabs" aria-label="Tabs">
      {TABS.map((name) => (
        <button
          key={name}
          type="button"
          className="tab"
          aria-current={name === tab ? 'page' : undefined}
          ref={name === tab ? showTab : undefined}
          onClick={() => setView({ tab: name })}
        >
          {TAB_TEXTS[name].title}
        </button>
      ))}
    </nav>
  );
}
