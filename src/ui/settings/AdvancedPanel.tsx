import { MAX_IMAGES } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import { samplesText } from '../../core/network/sampleNoun';
import { isDynamic } from '../../core/site/siteTensors';
import { weightsTitle } from '../../experiment/settings/dataId';
import { formatSeed, parseSeed } from '../../experiment/settings/seed';
import { MAX_TRIALS } from '../../experiment/settings/settingsTable';
import { structuresTitle } from '../../experiment/settings/siteTitle';
import { formatBerGrid, parseBerGrid } from '../../experiment/sweep/berGrid';
import { grouped } from '../../experiment/text/numberWords';
import { selectModel } from '../../store/selectors/selectors';
import { selectFaulty } from '../../store/selectors/siteSelectors';
import { NumberInput } from '../controls/NumberInput';
import { Segmented } from '../controls/Segmented';
import { TextInput } from '../controls/TextInput';
import { useExplorer } from '../hooks/useExplorer';
import { testSamples } from '../text/testSamples';
import { BitPositions } from './BitPositions';
import { MeasureControl } from './MeasureControl';
import { newSeed } from './newSeed';

/**
 * Panel of the remaining settings: trials, samples, seed, bits, sampling, rates and weights. It is
 * closed at first.
 */
export function AdvancedPanel() {
  const spec = useExplorer((state) => state.spec);
  const numSamples = useExplorer((state) => state.data?.numSamples ?? MAX_IMAGES);
  const model = useExplorer(selectModel);
  const edit = useExplorer((state) => state.setSettings);
  const structures = useExplorer(selectFaulty);
  const written = structures.filter(isDynamic);
  const weights = [...new Set([...model.weights, spec.weights])];
  return (
    <details className="panel advanced">
      <summary>
        <h2>{t`Advanced`}</h2>
        <span className="muted tabular">
          n = {grouped(spec.trials)} ·{' '}
          {samplesText(spec.numSamples, grouped(spec.numSamples), model.dataKind)} ·{' '}
          {t`seed ${formatSeed(spec.seed)}`}
        </span>
      </summary>
      <div className="stack">
        <div className="pair">
          <NumberInput
            label={t`Trials per rate`}
            value={spec.trials}
            min={1}
            max={MAX_TRIALS}
            step={10}
            onCommit={(trials) => edit({ trials })}
          />
          <NumberInput
            label={testSamples(model.dataKind)}
            value={spec.numSamples}
            min={1}
            max={numSamples}
            step={100}
            onCommit={(numSamples) => edit({ numSamples })}
          />
        </div>
        <MeasureControl />
        <div className="pair pair-end">
          <TextInput
            label={t`Seed, 8 hex digits`}
            text={formatSeed(spec.seed)}
            parse={(text) => parseSeed(text.trim(), 1)}
            onCommit={(seed) => edit({ seed })}
          />
          <button type="button" className="button" onClick={() => edit({ seed: newSeed() })}>
            {t`New seed`}
          </button>
        </div>
        <Segmented
          label={t`Fault patterns at different rates`}
          showLabel
          value={spec.rateCoupling}
          options={[
            ['nested', t`Nested`],
            ['independent', t`Independent`],
          ]}
          onChange={(rateCoupling) => edit({ rateCoupling })}
        />
        <p className="note">
          {spec.rateCoupling === 'nested'
            ? t`A higher rate flips the same bits and more.`
            : t`Each rate flips its own bits, as in the paper.`}
        </p>
        <BitPositions />
        {written.length < structures.length && (
          <Segmented
            label={t`How many bits flip`}
            showLabel
            value={spec.sampling}
            options={[
              ['bernoulli', t`Each by chance`],
              ['count', t`Fixed count`],
            ]}
            onChange={(sampling) => edit({ sampling })}
          />
        )}
        {spec.sampling === 'count' && written.length > 0 && written.length < structures.length && (
          <p className="note">{t`Each bit of ${structuresTitle(written)} still flips by chance.`}</p>
        )}
        <TextInput
          label={t`Bit error rates (from:to:per decade, or a list)`}
          text={formatBerGrid(spec.bers)}
          parse={parseBerGrid}
          onCommit={(bers) => edit({ bers })}
        />
        <Segmented
          label={t`Weights trained on`}
          showLabel
          value={spec.weights}
          options={weights.map((set) => [set, weightsTitle(set, model.dataKind)] as const)}
          onChange={(weights) => edit({ weights })}
        />
      </div>
    </details>
  );
}
