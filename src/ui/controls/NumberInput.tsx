import { NumberField } from '@base-ui/react/number-field';
import { type ReactNode, useId, useState } from 'react';
import { useMounted } from '../useMounted';

interface NumberInputProps {
  readonly label: ReactNode;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly onCommit: (value: number) => void;
}

/** A whole number with minus and plus. Commits on Enter and when the reader leaves it, not at every digit. */
export function NumberInput({ label, value, min, max, step = 1, onCommit }: NumberInputProps) {
  const id = useId();
  const mounted = useMounted();
  const [draft, setDraft] = useState<{ readonly of: number; readonly value: number | null } | null>(null);
  const commit = (next: number | null) => {
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
          value={draft !== null && draft.of === value ? draft.value : value}
          onValueChange={(next) => setDraft({ of: value, value: next })}
          min={min}
          max={max}
          step={step}
          largeStep={step * 10}
          // Buttons and arrows stop at the ends; a typed number beyond them is refused in words by whoever takes it.
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
              onKeyDown={(event) => {
                if (event.key === 'Enter') commit(draft?.value ?? null);
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
    </div>
  );
}
