import { NumberField } from '@base-ui/react/number-field';
import { type ReactNode, useId, useState } from 'react';
import { useMounted } from '../hooks/useMounted';
import { grouped } from '../text/format';

interface NumberInputProps {
  readonly label: ReactNode;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly onCommit: (value: number) => void;
}

interface Draft {
  /** The value that it would replace: of another one it is out of date. */
  readonly of: number;
  readonly value: number | null;
  /** Why it was refused; empty before that. */
  readonly problem: string;
}

/**
 * A whole number with minus and plus. Commits on Enter and when the reader leaves it, not at every digit; a refusal stays visible
 * beneath the number.
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
      problem: `Cannot use ${text}: expected a whole number from ${grouped(min)} to ${grouped(max)}`,
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
          // Buttons and arrows stop at the ends; a typed number beyond them is refused in words.
          allowOutOfRange
          locale="en-US"
          onValueCommitted={commit}
        >
          <NumberField.Group className="number-group">
            <NumberField.Decrement className="number-step" aria-label="Less">
              −
            </NumberField.Decrement>
            <NumberField.Input
              className="number-text"
              aria-invalid={problem !== ''}
              aria-describedby={problem === '' ? undefined : `${id}-problem`}
              onChange={(event) => {
                // The field takes no letters; who pastes some reads why.
                const text = event.currentTarget.value;
                if (/[^\d.,\s]/.test(text)) refuse(draft === null ? value : draft.value, `“${text}”`);
              }}
              onKeyDown={(event) => {
                if (event.key === 'Enter') commit(draft?.value ?? null);
                else if (/^[a-z]$/i.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey)
                  refuse(draft === null ? value : draft.value, `“${event.key}”`);
              }}
            />
            <NumberField.Increment className="number-step" aria-label="More">
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
