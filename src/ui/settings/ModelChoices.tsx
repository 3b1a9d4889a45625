import '../../core/network/networks/transformers';
import { type FunctionComponent, type KeyboardEvent, lazy, Suspense, useEffect, useRef } from 'react';
import { t } from '../../core/language/t';
import { CATALOG } from '../../core/network/catalog';
import { kindWord } from '../../core/network/kindWord';
import { type ModelDescription, numWeights } from '../../core/network/model';
import { holdOn } from '../../experiment/lesson/teacherHold';
import { useExplorer } from '../hooks/useExplorer';
import { compact, megabytes } from '../text/format';

/** Left out if its script cannot be loaded: the menu works without it. */
const ModelWait = lazy(async (): Promise<{ default: FunctionComponent<{ readonly model: string }> }> => {
  try {
    return { default: (await import('./ModelWait')).ModelWait };
  } catch {
    return { default: () => null };
  }
});

const MODELS: readonly ModelDescription[] = [...CATALOG.values()];

interface ModelChoicesProps {
  readonly current: ModelDescription;
  readonly onClose: () => void;
}

/** Lists the networks of the catalogue, those that the reader opened, and a way to open another. */
export function ModelChoices({ current, onClose }: ModelChoicesProps) {
  const chooseModel = useExplorer((state) => state.chooseModel);
  const offline = useExplorer((state) => state.offline);
  const isHeld = useExplorer(({ view }) => holdOn(view, 'settings') !== 'free');
  const networks = useExplorer((state) => state.networks);
  const openFiles = useExplorer((state) => state.openFiles);
  const models = [...MODELS, ...Object.values(networks).map(({ description }) => description)];
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.querySelector<HTMLElement>('[aria-current]')?.focus(), []);
  const choose = (id: string) => {
    // The list is removed, so the focus moves back to the button that opened it.
    list.current?.closest('.popup')?.querySelector<HTMLElement>('button')?.focus();
    onClose();
    if (id !== current.id) chooseModel(id);
  };
  const lacking = ({ id }: ModelDescription) => (id === current.id ? 0 : (offline?.[id] ?? 0));
  return (
    <ul ref={list} className="plain model-list" onKeyDown={moveFocus}>
      {models.map((model) => (
        <li key={model.id}>
          <button
            type="button"
            className="model-choice"
            aria-current={model.id === current.id ? 'true' : undefined}
            disabled={isHeld || lacking(model) > 0}
            onClick={() => choose(model.id)}
          >
            <span className="model-title">{model.title}</span>
            <span className="model-facts tabular">
              {kindWord(model.dataKind)}
              {model.weights.length === 0 && model.dataKind !== 'own' && ` · ${t`needs your weights`}`}
              {model.dataKind !== 'own' && (
                <Suspense>
                  <ModelWait model={model.id} />
                </Suspense>
              )}
              {lacking(model) > 0 && ` · ${t`${megabytes(lacking(model))} MB, not kept offline`}`}
            </span>
            <span className="model-facts tabular">{t`${compact(weightsOf(model))} weights`}</span>
            <span className="model-facts tabular">{model.weightFormat}</span>
          </button>
        </li>
      ))}
      <li>
        <button
          type="button"
          className="model-choice"
          disabled={isHeld}
          onClick={() => {
            onClose();
            chooseFiles(openFiles);
          }}
        >
          <span className="model-title">{t`Open a network…`}</span>
        </button>
      </li>
    </ul>
  );
}

/** Asks for the file of a network, with its tensors and samples. */
function chooseFiles(open: (files: readonly File[]) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.onchange = () => open([...input.files!]);
  input.click();
}

/** Moves the focus in the list with the arrow keys, Home and End. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button:enabled')];
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  const wanted = {
    ArrowDown: (at + 1) % buttons.length,
    ArrowUp: (at - 1 + buttons.length) % buttons.length,
    Home: 0,
    End: buttons.length - 1,
  }[event.key];
  if (wanted === undefined) return;
  event.preventDefault();
  buttons[wanted]!.focus();
}

function weightsOf({ layers }: ModelDescription): number {
  return layers.reduce((sum, layer) => sum + numWeights(layer), 0);
}
