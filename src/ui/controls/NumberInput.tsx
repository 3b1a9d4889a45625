import { NumberField } from '@base-ui/react/number-field';
import { type ReactNode, useId, useState } from 'react';
import { t } from '../../core/language/t';
import { grouped } from '../../experiment/text/numberWords';
import { useMounted } from '../hooks/useMounted';

interface NumberInputProps {
  readonly label: ReactNode;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly onCommit: (value: number) => void;
}

interface Draft {
  /** Value that the draft would replace. The draft is outdated if `value` has changed. */
  readonly of: number;
  readonly value: number | null;
  /** Reason of the refusal; empty unless the draft was refused. */
  readonly problem: string;
}

/**
 * Edits a whole number, with buttons for less and more. Commits on Enter and when the field loses
 * the focus, not at every digit. A refusal stays visible below the number.
 */
export function NumberInput({ label, value, min, max, step = 1, onCommit }: NumberInputProps) {
  const id = useId();
  const mounted = useMounted();
  const [latest, setDraft] = useState<Draft | null>(null);
  const draft = latest?.of === value ? latest : null;
  const problem = draft?.problem ?? '';
  const refuse = (next: number | null, text: string) =>
    setDraft({
      of: value,
      value: next,
      problem: t`Cannot use ${text}: expected a whole number from ${grouped(min)} to ${grouped(max)}`,
    });
  const commit = (next: number | null) => {
    if (next !== null && !(Number.isInteger(next) && next >= min && next <= max)) {
      refuse(next, String(next));
      return;
    }
    setDraft(null);
    if (next !== null && next !== value) onCommit(next);
  };
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {mounted ? (
        <NumberField.Root
          id={id}
          className="number"
          value={draft === null ? value : draft.value}
          onValueChange={(next) => setDraft({ of: value, value: next, problem: '' })}
          min={min}
          max={max}
          step={step}
          largeStep={step * 10}
          // Buttons and arrow keys stop at the ends. A typed number outside them is refused with a
          // message.
          allowOutOfRange
          locale="en-US"
          onValueCommitted={commit}
        >
          <NumberField.Group className="number-group">
            <NumberField.Decrement className="number-step" aria-label={t`Less`}>
              −
            </NumberField.Decrement>
            <NumberField.Input
              className="number-text"
              aria-invalid={problem !== ''}
              aria-describedby={problem === '' ? undefined : `${id}-problem`}
              onChange={(event) => {
                // The field drops letters. The message explains why pasted letters do not appear.
                const text = event.currentTarget.value;
                if (/[^\d.,\s]/.test(text)) refuse(draft === null ? value : draft.value, `“${text}”`);
              }}
              onKeyDown={(event) => {
                if (event.key === 'Enter') commit(draft?.value ?? null);
                else if (/^[a-z]$/i.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey)
                  refuse(draft === null ? value : draft.value, `“${event.key}”`);
              }}
            />
            <NumberField.Increment className="number-step" aria-label={t`More`}>
              +
            </NumberField.Increment>
          </NumberField.Group>
        </NumberField.Root>
      ) : (
        <output id={id} className="number number-group number-still">
          {value}
        </output>
      )}
      {problem !== '' && (
        <p className="problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
