import { useEffect, useRef, useState } from 'react';
import { hotkeysEnabled, setHotkeysEnabled } from '../hooks/useHotkeys';

const KEYS: readonly (readonly [key: string, action: string])[] = [
  ['← →', 'bit error rate, one stop'],
  ['Shift + ← →', 'one decade; also Page Up and Page Down'],
  ['Home', 'rate 0: no faults'],
  ['R', 'run'],
  ['Esc', 'stop'],
  ['N', 'new seed: other flipped bits'],
  ['S', 'share the link'],
  ['T', 'the chart as a table'],
  ['1 – 9', 'the tabs, from Explore to Paper'],
  ['?', 'this list'],
];

const WORDS: readonly (readonly [word: string, meaning: string])[] = [
  ['Bit error rate', 'The chance that a stored bit reads wrong. Every bit takes its chance by itself.'],
  [
    'Trial',
    'One random pattern of flipped bits, run over the test images or recordings that are counted: the first so many of the set, as every figure says. The seed and its number repeat it exactly.',
  ],
  [
    'Activations',
    'What layers hand on, pooled outputs included; of a recurrent layer its gates too. Each is written, stored and read once per inference. Hidden state: what a recurrent layer carries from one step to the next.',
  ],
  [
    'Permanent, transient',
    'Faults of activations and hidden state: the same bits for every input, or fresh ones each time. Weights and biases keep theirs for the whole trial.',
  ],
  ['Q2.6', 'A fixed-point type: 2 bits before the point, the sign among them, and 6 after it.'],
  [
    'Nested',
    'In one trial a higher rate flips the same bits and more, so that a drag to the right only adds faults.',
  ],
  [
    'No accuracy lost',
    'The smoothed error is less than 0.1 percentage points above the error without faults, of the network in its data type. The paper calls the highest such rate its 0 % point.',
  ],
];

/** Keys and words, as a native dialog. Mounted while open. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [hotkeys, setHotkeys] = useState(hotkeysEnabled);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="help" aria-labelledby="help-title" onClose={onClose}>
      <div className="panel-head">
        <h2 id="help-title">Keys and words</h2>
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      <dl className="keys">
        {KEYS.map(([key, action]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{action}</dd>
          </div>
        ))}
      </dl>
      <label className="check">
        <input
          type="checkbox"
          checked={hotkeys}
          onChange={(event) => {
            setHotkeysEnabled(event.target.checked);
            setHotkeys(event.target.checked);
          }}
        />
        <span>Single letters act as keys</span>
      </label>
      <dl className="words">
        {WORDS.map(([word, meaning]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
