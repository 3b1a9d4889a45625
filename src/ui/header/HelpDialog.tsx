import { useEffect, useRef, useState } from 'react';
import { t } from '../../core/language/t';
import { TABS } from '../../experiment/link/view';
import { hotkeysEnabled, setHotkeysEnabled } from '../hooks/useHotkeys';
import { TAB_TEXTS, tabKey } from '../tabs/tabTexts';

/** Tabs with a digit as their key. */
const DIGIT_TABS = TABS.filter((name) => /[1-9]/.test(tabKey(name)));

/** Returns the keys, each with what it does. */
const keyRows = (): readonly (readonly [key: string, action: string])[] => [
  ['← →', t`on the slider or a curve: bit error rate, one step`],
  [t`Shift + ← →`, t`bit error rate, one decade (also Page Up, Page Down)`],
  [t`Home`, t`rate 0: no faults`],
  ['↑ ↓', t`on several curves: the next or previous one, which is then read alone`],
  [t`Arrow keys`, t`on another chart: the next trial, layer, class or type, which is read aloud`],
  ['R', t`run`],
  ['Esc', t`stop`],
  ['N', t`new seed: other flipped bits`],
  ['S', t`share the link`],
  ['/', t`search the runs of this browser`],
  ['C', t`pin the run on screen for comparison, or unpin it`],
  [t`Ctrl + Z`, t`undo a change of the settings; with Shift, redo it`],
  ['T', t`show the main chart as a table; smaller charts have “As a table” under them`],
  ['1 – 9', DIGIT_TABS.map((name) => TAB_TEXTS[name].title).join(', ')],
  ['0', TAB_TEXTS.network.title],
  ['L', TAB_TEXTS.learn.title],
  ['?', t`this help`],
];

/** Returns the terms, each with its meaning. */
const wordRows = (): readonly (readonly [word: string, meaning: string])[] => [
  [t`Bit error rate`, t`Probability that a stored bit is flipped, independently for every bit.`],
  [
    t`Trial`,
    t`One fault pattern (a random set of flipped bits) at one bit error rate, run on the first samples of the test set. Every figure states how many. The seed and the trial number reproduce it exactly.`,
  ],
  [
    t`Activations`,
    t`Outputs of layers and pools, and the gates of a recurrent layer. Each is written, stored and read once per inference. Hidden state: the values that a recurrent layer passes from one time step to the next.`,
  ],
  [
    t`Permanent, transient`,
    t`Faults in activations and hidden state. Permanent: the same bits flip for every input. Transient: other bits flip for every input. Faults in weights and biases last for the whole trial.`,
  ],
  ['Q2.6', t`A fixed-point type with 2 integer bits, including the sign, and 6 fraction bits.`],
  [
    t`Nested`,
    t`Within a trial, a higher rate flips the same bits and more. Dragging the slider to the right only adds faults.`,
  ],
  [
    t`No accuracy lost`,
    t`The smoothed error is less than 0.1 percentage points above the fault-free error of the quantised network. The paper calls the highest such rate the 0 % point.`,
  ],
];

/** Shows keys and terms in a native dialog, which is open while it is mounted. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [hotkeys, setHotkeys] = useState(hotkeysEnabled);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="help" aria-labelledby="help-title" onClose={onClose}>
      <div className="panel-head">
        <h2 id="help-title">{t`Keys and terms`}</h2>
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          {t`Close`}
        </button>
      </div>
      <dl className="keys">
        {keyRows().map(([key, action]) => (
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
        <span>{t`Use single letters as shortcuts`}</span>
      </label>
      <dl className="words">
        {wordRows().map(([word, meaning]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
