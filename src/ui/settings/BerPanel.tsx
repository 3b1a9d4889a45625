import { t } from '../../core/language/t';
import { formatBer, parseBer } from '../../core/pattern/ber';
import { holdOn } from '../../experiment/lesson/teacherHold';
import { grouped } from '../../experiment/text/numberWords';
import { selectExpectedFlips } from '../../store/selectors/selectors';
import { selectFlipSpan, selectTrialBits } from '../../store/selectors/siteSelectors';
import { TextInput } from '../controls/TextInput';
import { useExplorer } from '../hooks/useExplorer';
import { flipCount, oneIn, scientific } from '../text/format';
import { BerSlider } from './BerSlider';

/** Panel of the bit error rate at the cursor: slider, text field, expected flips and odds. */
export function BerPanel() {
  const ber = useExplorer((state) => state.view.cursorBer);
  const numBits = useExplorer(selectTrialBits);
  const flips = useExplorer(selectExpectedFlips);
  const span = useExplorer(selectFlipSpan);
  // The other tabs compare experiments with different numbers of bits.
  const isOwnSite = useExplorer(({ view }) => view.tab !== 'layers' && view.tab !== 'structures');
  const setView = useExplorer((state) => state.setView);
  const commitCursor = useExplorer((state) => state.commitCursor);
  const isHeld = useExplorer(({ view }) => holdOn(view, 'cursor') !== 'free');
  return (
    <section className="panel ber-panel" aria-labelledby="ber-title">
      <div className="panel-head">
        <h2 id="ber-title">{t`Bit error rate`}</h2>
        {!isHeld && (
          <TextInput
            label={t`Bit error rate, typed`}
            hideLabel
            text={formatBer(ber)}
            parse={parseBer}
            onCommit={(value) => {
              setView({ cursorBer: value });
              commitCursor();
            }}
          />
        )}
      </div>
      <p className="ber-value tabular">{ber === 0 ? t`0, fault-free` : scientific(ber)}</p>
      <BerSlider />
      <p className="ber-units tabular">
        {isOwnSite && (
          <span>{bitsText(flips === 0 ? t`none` : flipCount(flips), grouped(numBits), span)}</span>
        )}
        <span>{oneIn(ber)}</span>
      </p>
    </section>
  );
}

/** Returns `about 681 of 2,129,600 bits`, over several samples if the bits are stored for each. */
function bitsText(flips: string, bits: string, span: string | null): string {
  return span === null ? t`${flips} of ${bits} bits` : t`${flips} of ${bits} bits over ${span}`;
}
