import { useState } from 'react';
import { t } from '../../core/language/t';
import { selectModel } from '../../store/selectors/selectors';
import { PartMissing } from '../controls/PartMissing';
import { Popup } from '../controls/Popup';
import { useExplorer } from '../hooks/useExplorer';
import { useLoading } from '../hooks/useLoaded';

/** Loads the list after the first figure, before a reader opens it. */
const loadChoices = () => import('./ModelChoices').then(({ ModelChoices }) => ModelChoices);

/**
 * Menu of the networks: those of the catalogue, and those that the reader opened. A choice keeps
 * seed, trials and rates.
 */
export function ModelPicker() {
  const [open, setOpen] = useState(false);
  const model = useExplorer(selectModel);
  const { loaded: Choices, hasFailed, retry } = useLoading(loadChoices, true);
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
        {Choices !== null && <Choices current={model} onClose={() => setOpen(false)} />}
        {hasFailed && <PartMissing onRetry={retry} />}
      </Popup>
    </div>
  );
}
