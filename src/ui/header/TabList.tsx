import { TABS } from '../../experiment/link/view';
import { useExplorer } from '../hooks/useExplorer';
import { TAB_TEXTS } from '../tabs/tabTexts';

/** On a narrow page the tabs scroll in their line: the open one stands where it is seen. */
function showTab(tab: HTMLButtonElement | null): void {
  const line = tab?.parentElement;
  if (tab != null && line != null)
    line.scrollLeft = tab.offsetLeft - (line.clientWidth - tab.offsetWidth) / 2;
}

/** The faces of one experiment: its curve, its test set, and every model beside the paper's table. */
export function TabList() {
  const tab = useExplorer((state) => state.view.tab);
  const look = useExplorer((state) => state.setView);
  return (
    <nav className="tabs" aria-label="Tabs">
      {TABS.map((name) => (
        <button
          key={name}
          type="button"
          className="tab"
          aria-current={name === tab ? 'page' : undefined}
          ref={name === tab ? showTab : undefined}
          onClick={() => look({ tab: name })}
        >
          {TAB_TEXTS[name].title}
        </button>
      ))}
    </nav>
  );
}
