import { type ReactNode, useId, useState } from 'react';
import { messageOf } from '../../core/errors';

interface TextInputProps<T> {
  readonly label: ReactNode;
  /** Current value as text. A change of it replaces what was typed. */
  readonly text: string;
  /** Converts a text to a value. Throws an Error with a message for the reader. */
  readonly parse: (text: string) => T;
  readonly onCommit: (value: T) => void;
  readonly hideLabel?: boolean;
  readonly inputMode?: 'decimal' | 'text';
}

/**
 * Edits a value as a line of text. Commits on Enter and when the field loses the focus. A refusal
 * stays visible below the text.
 */
export function TextInput<T>({ label, text, parse, onCommit, hideLabel, inputMode }: TextInputProps<T>) {
  const id = useId();
  const [draft, setDraft] = useState<{ readonly of: string; readonly text: string } | null>(null);
  const [problem, setProblem] = useState('');
  const current = draft !== null && draft.of === text ? draft.text : text;
  const commit = () => {
    if (current.trim() === text) return setDraft(null);
    try {
      onCommit(parse(current));
      setDraft(null);
      setProblem('');
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <div className="field">
      <label className={hideLabel ? 'sr-only' : 'field-label'} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="text"
        inputMode={inputMode}
        autoComplete="off"
        spellCheck={false}
        value={current}
        aria-invalid={problem !== ''}
        aria-describedby={problem === '' ? undefined : `${id}-problem`}
        onChange={(event) => {
          setDraft({ of: text, text: event.target.value });
          setProblem('');
        }}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          if (event.key === 'Escape') {
            event.preventDefault();
            setDraft(null);
            setProblem('');
          }
        }}
      />
      {problem !== '' && (
        <p className="problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
