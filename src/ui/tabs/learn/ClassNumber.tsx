import { useState } from 'react';
import { t } from '../../../core/language/t';
import { classMember, classSeed } from '../../../experiment/lesson/classSeed';
import { useExplorer } from '../../hooks/useExplorer';
import { readSetting, writeSetting } from '../../settings';

/** Largest number of a student in a class. */
const MOST_STUDENTS = 9999;

/** Asks a student of a class for their number, from which their seed follows. */
export function ClassNumber() {
  const member = classMember(useExplorer((state) => state.view.class));
  const setView = useExplorer((state) => state.setView);
  const [text, setText] = useState(() => keptNumber(member?.name));
  const [problem, setProblem] = useState('');
  if (member === null) return null;
  const { name, student } = member;
  if (student !== null) {
    return (
      <p className="note lesson-class">
        {t`Class ${name}, student ${student}: your faults come from seed ${classSeed(name, student)}.`}{' '}
        <button type="button" className="button" onClick={() => setView({ class: name })}>
          {t`Change the number`}
        </button>
      </p>
    );
  }
  return (
    <form
      className="lesson-class"
      onSubmit={(event) => {
        event.preventDefault();
        const number = Number(text);
        if (!/^\d+$/.test(text) || number < 1 || number > MOST_STUDENTS) {
          setProblem(t`Cannot use “${text}”: expected a whole number from 1 to ${MOST_STUDENTS}`);
          return;
        }
        setProblem('');
        writeSetting('class', `${name}:${number}`);
        setView({ class: `${name}:${number}` });
      }}
    >
      <label>
        {t`Your number in class ${name}`}{' '}
        <input
          className="text"
          inputMode="numeric"
          size={5}
          value={text}
          aria-invalid={problem !== ''}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <button type="submit" className="button button-primary">
        {t`Use my own faults`}
      </button>
      {problem !== '' && (
        <span className="problem" role="alert">
          {problem}
        </span>
      )}
    </form>
  );
}

function keptNumber(name: string | undefined): string {
  const kept = classMember(readSetting('class') ?? '');
  return kept !== null && kept.name === name && kept.student !== null ? String(kept.student) : '';
}
