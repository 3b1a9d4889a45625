import {
  type FunctionComponent,
  type KeyboardEvent,
  lazy,
  Suspense,
  useEffect,
  useRef,
  useState,
} from 'react';
import { t } from '../../core/language/t';
import { CATALOG } from '../../core/network/catalog';
import { type ModelDescription, numWeights } from '../../core/network/model';
import { holdOn } from '../../experiment/lesson/teacherHold';
import { kindWord } from '../../store/kindWord';
import { selectModel } from '../../store/selectors/selectors';
import { Popup } from '../controls/Popup';
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

const MODELS = [...CATALOG.values()];

/** Menu of the networks in the order of the catalogue. A choice keeps seed, trials and rates. */
export function ModelPicker() {
  const [open, setOpen] = useState(false);
  const model = useExplorer(selectModel);
  return (
    <div className="model-picker">
      <Popup
        title={t`Models`}
        open={open}
        onOpenChange={setOpen}
        label={
          <>
            <span className="sr-only">{t`Model:`} </span>
            {model.title}
            <svg className="caret" viewBox="0 0 10 6" aria-hidden="true">
              <path d="M1 1l4 4 4-4" />
            </svg>
          </>
        }
      >
        <Choices current={model} onClose={() => setOpen(false)} />
      </Popup>
    </div>
  );
}

interface ChoicesProps {
  readonly current: ModelDescription;
  readonly onClose: () => void;
}

function Choices({ current, onClose }: ChoicesProps) {
  const chooseModel = useExplorer((state) => state.chooseModel);
  const offline = useExplorer((state) => state.offline);
  const isHeld = useExplorer(({ view }) => holdOn(view, 'settings') !== 'free');
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
      {MODELS.map((model) => (
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
              {model.weights.length === 0 && ` · ${t`needs your weights`}`}
              <Suspense>
                <ModelWait model={model.id} />
              </Suspense>
              {lacking(model) > 0 && ` · ${t`${megabytes(lacking(model))} MB, not kept offline`}`}
            </span>
            <span className="model-facts tabular">{t`${compact(weightsOf(model))} weights`}</span>
            <span className="model-facts tabular">{model.weightFormat}</span>
          </button>
        </li>
      ))}
    </ul>
  );
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
