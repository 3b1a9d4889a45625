import { useMemo } from 'react';
import { t } from '../../core/language/t';
import type { Measure } from '../../core/samples/measure';
import { errorOf } from '../../core/site/injection';
import { bufferEncoding, isDynamic, siteBuffers } from '../../core/site/siteTensors';
import { floatLayout, largestFloat } from '../../core/words/floatWords';
import { type CodedFormat, formatText, isFixedPoint } from '../../core/words/numberFormat';
import { valueRange } from '../../core/words/qformat';
import { familyOf } from '../../experiment/link/view';
import { changeSite } from '../../experiment/settings/changeSite';
import { checkFormat } from '../../experiment/settings/checkFormat';
import { hasFixedPoint } from '../../experiment/settings/hasFixedPoint';
import { structuresTitle } from '../../experiment/settings/siteTitle';
import { capitalized } from '../../experiment/text/capitalized';
import { errorText, isPercent } from '../../experiment/text/errorWords';
import { faultFreeTitle } from '../../experiment/text/measureWords';
import { percent } from '../../experiment/text/percentWords';
import { selectBaseline, selectCounted, selectModel } from '../../store/selectors/selectors';
import { selectFaulty, selectFaultySpec } from '../../store/selectors/siteSelectors';
import { Segmented } from '../controls/Segmented';
import { useExplorer } from '../hooks/useExplorer';
import { useFormatMap } from '../tabs/types/useFormatMap';
import { ReluWordsControl } from './ReluWordsControl';
import { TypeControl, TypeName } from './TypeControl';
import { presetCosts, typePresets } from './typePresets';
import { WeightSpread } from './WeightSpread';
import { type Clipped, clippedShare, joinHistograms } from './weightSpread';

/**
 * Least rise of the fault-free error by quantisation that shows a warning, as a share: 0.05 points.
 */
const COSTLY = 0.0005;
/** Returns the range of floats without a scale. A scale makes room for all weights. */
function codedRange(format: CodedFormat) {
  const isPlain = format.family === 'float' && format.scaled === 'none';
  const max = isPlain ? largestFloat(floatLayout(format)!) : Infinity;
  return { min: -max, max };
}

/**
 * Row for activations and biases, whose values are not counted: a model has histograms of weights
 * only.
 */
const uncounted = () => [t`Clipped`, t`known for weights only`] as const;

/**
 * Panel of the number formats of the faulty structures: their range, and the fault-free error that
 * they cause. Tabs that compare several experiments show that error themselves.
 */
export function FormatPanel() {
  const faulty = useExplorer(selectFaultySpec);
  const { format, activationFormat, encoding, structures } = faulty;
  const tab = useExplorer((state) => state.view.tab);
  const isComparison = useExplorer((state) => familyOf(state.view) !== null);
  const edit = useExplorer((state) => state.setSettings);
  const trained = structures.filter((structure) => !isDynamic(structure));
  const written = structures.filter(isDynamic);
  const isMixed = trained.length > 0 && written.length > 0;
  const title = structuresTitle(structures);
  return (
    <section className="panel" aria-labelledby="format-title">
      <div className="panel-head">
        <h2 id="format-title">
          {isMixed ? t`Data types` : structures.join() === 'weights' ? t`Data type` : t`Type of ${title}`}
        </h2>
        {!isMixed && <TypeName format={written.length > 0 ? activationFormat : format} />}
      </div>
      {isMixed ? (
        <>
          <section className="stack type-part" aria-labelledby="trained-type">
            <div className="panel-head">
              <h3 id="trained-type">{capitalized(structuresTitle(trained))}</h3>
              <TypeName format={format} />
            </div>
            <TrainedType />
          </section>
          <section className="stack type-part" aria-labelledby="written-type">
            <div className="panel-head">
              <h3 id="written-type">{capitalized(structuresTitle(written))}</h3>
              <TypeName format={activationFormat} />
            </div>
            <WrittenType />
          </section>
        </>
      ) : written.length > 0 ? (
        <WrittenType />
      ) : (
        <TrainedType />
      )}
      {tab !== 'chip' && hasFixedPoint(faulty) && (
        <Segmented
          label={t`Sign stored as`}
          showLabel
          value={encoding}
          options={[
            ['twosComplement', t`Two’s complement`],
            ['signMagnitude', t`Sign-magnitude`],
          ]}
          onChange={(next) => edit({ encoding: next })}
        />
      )}
      {!isComparison && <TypeCost />}
    </section>
  );
}

/** Number format of weights and biases, with a histogram of the weights. */
function TrainedType() {
  const model = useExplorer(selectModel);
  const spec = useExplorer((state) => state.spec);
  const histograms = useExplorer((state) => state.weightHistograms);
  const edit = useExplorer((state) => state.setSettings);
  const { format, encoding, bitPositions, layers } = spec;
  const hasWeights = useExplorer(selectFaulty).includes('weights');
  const range = isFixedPoint(format) ? valueRange(format, encoding) : codedRange(format);
  const joined = useMemo(() => joinHistograms(histograms, layers), [histograms, layers]);
  const found = useFormatMap('weights');
  // The search quantises weights only, so it does not apply to biases.
  const map = hasWeights ? found : null;
  const presets = typePresets(model, 'weights', map);
  return (
    <TypeControl
      format={format}
      label={t`Type, such as Q2.6, int8/c, bf16 or mxfp4`}
      check={(next) => checkFormat('format', next)}
      encodings={[encoding]}
      bitPositions={bitPositions}
      presets={presets}
      costs={map && presetCosts(presets, map, model.dataKind, spec.numSamples)}
      onChange={(next) => edit(changeSite(spec, { format: next }))}
      spread={hasWeights && <WeightSpread histogram={joined} min={range.min} max={range.max} />}
      clipped={
        hasWeights
          ? [
              t`Weights clipped`,
              joined === null ? t`not known yet` : clippedText(clippedShare(joined, range)),
            ]
          : uncounted()
      }
    />
  );
}

/** Number format of activations and hidden state, with the sign of words after a ReLU. */
function WrittenType() {
  const model = useExplorer(selectModel);
  const spec = useExplorer((state) => state.spec);
  const edit = useExplorer((state) => state.setSettings);
  const found = useFormatMap('activations');
  const faulty = useExplorer(selectFaultySpec);
  const buffers = siteBuffers(model, faulty);
  // This order puts `unsigned` last.
  const encodings = [...new Set(buffers.map((buffer) => bufferEncoding(buffer, spec)))].sort();
  const hasActivations = faulty.structures.includes('activations');
  // The search quantises signed activations only, so it does not apply to a hidden state.
  const map = hasActivations && !encodings.includes('unsigned') ? found : null;
  const presets = typePresets(model, 'activations', map);
  const { activationFormat, bitPositions } = spec;
  return (
    <>
      <TypeControl
        format={activationFormat}
        label={t`Type, such as Q5.3`}
        check={(next) => checkFormat('activationFormat', next)}
        encodings={encodings}
        bitPositions={bitPositions}
        presets={presets}
        costs={map && presetCosts(presets, map, model.dataKind, spec.numSamples)}
        onChange={(next) => edit(changeSite(spec, { activationFormat: next }))}
        spread={null}
        clipped={uncounted()}
      />
      {hasActivations && <ReluWordsControl hasRelu={buffers.some(({ rectified }) => rectified)} />}
    </>
  );
}

/**
 * Fault-free errors with float and quantised values, and a warning if quantisation costs accuracy.
 */
function TypeCost() {
  const baseline = useExplorer(selectBaseline);
  const images = useExplorer(selectCounted);
  const { structures, format, activationFormat, measure } = useExplorer((state) => state.spec);
  const float = baseline === null ? null : errorOf(baseline.float);
  const quantized = baseline === null ? null : errorOf(baseline.quantized);
  const costly = isPercent(measure) && float !== null && quantized !== null && quantized - float >= COSTLY;
  const types = new Set(
    structures.map((structure) => formatText(isDynamic(structure) ? activationFormat : format)),
  );
  const joinedTypes = [...types].reduce((all, one) => t`${all} and ${one}`);
  const lost = (((quantized ?? 0) - (float ?? 0)) * 100).toFixed(2);
  return (
    <dl className="facts tabular">
      <dt>{t`${faultFreeTitle(measure)} as float`}</dt>
      <dd>{float === null ? '–' : <ErrorOf error={float} {...{ images, measure }} />}</dd>
      <dt>{t`${faultFreeTitle(measure)} as ${joinedTypes}`}</dt>
      <dd>{quantized === null ? '–' : <ErrorOf error={quantized} {...{ images, measure }} />}</dd>
      {costly && (
        <dd className="warning">
          {types.size > 1
            ? t`Without faults, the types lose ${lost} points.`
            : t`Without faults, the type loses ${lost} points.`}{' '}
          {t`Losses are measured from the quantised error.`}
        </dd>
      )}
    </dl>
  );
}

interface ErrorOfProps {
  readonly error: number;
  readonly images: string;
  readonly measure: Measure;
}

/** Error with the samples that it was counted on: `1.80 % of 1,000 images`. */
function ErrorOf({ error, images, measure }: ErrorOfProps) {
  return (
    <>
      {errorText(error, measure)} <span className="muted facts-part">{t`of ${images}`}</span>
    </>
  );
}

function clippedText({ share, exact }: Clipped): string {
  return exact ? percent(share) : t`about ${percent(share)}`;
}
