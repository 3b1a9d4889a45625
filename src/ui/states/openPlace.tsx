import { Fragment, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import type { StoreApi } from 'zustand/vanilla';
import { createExplorer, type ExplorerOptions } from '../../store/explorer';
import type { Explorer } from '../../store/state';
import { App } from '../App';
import { CrashBoundary } from '../CrashBoundary';
import { showTheme, storedTheme } from '../themeChoice';
import { ResetPage } from './ResetPage';
import { type PageState, pageStates } from './states';
import './places.css';

type PlaceOptions = Pick<ExplorerOptions, 'storedRuns' | 'openTickDesk' | 'assetBase' | 'now'>;

/** Opens an address without an experiment: a state of the page, or what the browser keeps. */
export function openPlace(place: HTMLElement, options: PlaceOptions): void {
  showTheme(storedTheme());
  const root = createRoot(place);
  const show = () =>
    root.render(location.hash === '#/reset' ? <ResetPage /> : stateAt(location.hash, options));
  window.addEventListener('hashchange', () => {
    if (location.hash.startsWith('#/state/')) show();
    else location.reload();
  });
  show();
}

function stateAt(hash: string, options: PlaceOptions) {
  const name = hash.slice('#/state/'.length);
  const states = pageStates();
  const state = Object.hasOwn(states, name) ? states[name] : undefined;
  return (
    <Fragment key={name}>
      <StateList name={name} state={state} />
      {state !== undefined && <StillPage name={name} state={state} store={makeStore(state, options)} />}
    </Fragment>
  );
}

/** Creates a store in a state, without an engine. */
function makeStore({ hash = '', change = {} }: PageState, options: PlaceOptions): StoreApi<Explorer> {
  const none = () => Promise.reject(new TypeError('Cannot start an engine: this page only shows a state'));
  const store = createExplorer({ ...options, hash, startPool: none, openCaches: none });
  store.setState(change);
  return store;
}

interface StillPageProps {
  readonly name: string;
  readonly state: PageState;
  readonly store: StoreApi<Explorer>;
}

function StillPage({ name, state: { press, crash }, store }: StillPageProps) {
  useEffect(() => {
    const root = document.documentElement;
    if (press === undefined) {
      root.dataset.state = name;
      return;
    }
    return whenThere(press, (button) => {
      button.click();
      root.dataset.state = name;
    });
  }, [name, press]);
  if (crash === undefined) return <App store={store} />;
  return (
    <CrashBoundary store={store}>
      <Thrower message={crash} />
    </CrashBoundary>
  );
}

/**
 * Calls `found` once with the first element of a selector, at once or when a part of the page that
 * loads on demand has drawn it. Returns a function that stops waiting.
 */
function whenThere(selector: string, found: (element: HTMLElement) => void): () => void {
  const look = () => {
    const element = document.querySelector<HTMLElement>(selector);
    if (element === null) return false;
    observer.disconnect();
    found(element);
    return true;
  };
  const observer = new MutationObserver(look);
  if (!look()) observer.observe(document.body, { childList: true, subtree: true });
  return () => observer.disconnect();
}

function Thrower({ message }: { readonly message: string }): never {
  throw new Error(`Cannot draw: ${message}`);
}

/**
 * Names the state, says that its numbers are made up, and links to the others. In English, for
 * developers.
 */
function StateList({ name, state }: { readonly name: string; readonly state: PageState | undefined }) {
  return (
    <nav className="state-list" lang="en" aria-label="States of the page">
      <p>
        {state === undefined
          ? `There is no state ${JSON.stringify(name)}.`
          : `${state.title} This is a still picture for tests: its results are made up and nothing runs.`}{' '}
        <a href="#/x">Open the page</a>
      </p>
      <details open={state === undefined}>
        <summary>All {Object.keys(pageStates()).length} states</summary>
        <ul className="plain">
          {Object.entries(pageStates()).map(([other, { title }]) => (
            <li key={other}>
              <a href={`#/state/${other}`} aria-current={other === name ? 'page' : undefined}>
                {other}
              </a>{' '}
              {title}
            </li>
          ))}
        </ul>
      </details>
    </nav>
  );
}
