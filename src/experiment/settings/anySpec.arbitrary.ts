import fc from 'fast-check';
import { DEVICE_PREFERENCES } from '../../core/device';
import { CATALOG, REAL_SETS } from '../../core/network/catalog';
import type { CatalogModel, ModelDescription } from '../../core/network/model';
import { MAX_BER, MIN_BER } from '../../core/pattern/ber';
import { measuresOf } from '../../core/samples/measure';
import { STRUCTURES } from '../../core/site/siteTensors';
import { formatText, type NumberFormat, parseNumberFormat } from '../../core/words/numberFormat';
import { BANDS, ERROR_SCALES, GROUPINGS, LOSS_UNITS, RATE_AXES, TABS, type View } from '../link/view';
import { type BerGrid, checkBerGrid, PER_DECADE } from '../sweep/berGrid';
import { MAX_CANDIDATES } from '../sweep/candidateTypes';
import { mostSamples } from './checkNumSamples';
import { hasStructure } from './checkStructures';
import type { DataId, WeightsId } from './dataId';
import {
  ENCODINGS,
  type ExperimentSpec,
  LIFETIMES,
  RATE_COUPLINGS,
  RELU_WORDS,
  SAMPLINGS,
} from './experimentSpec';
import { MAX_TRIALS } from './settingsTable';

/** Any BER above 0 that a trial may have: three digits and a power of ten, or any double. */
const anyRate: fc.Arbitrary<number> = fc.oneof(
  fc.double({ min: MIN_BER, max: MAX_BER, noNaN: true }),
  fc
    .record({ mantissa: fc.integer({ min: 100, max: 999 }), exponent: fc.integer({ min: -14, max: -4 }) })
    .map(({ mantissa, exponent }) => Number(`${mantissa}e${exponent}`)),
);

export const anyBerGrid: fc.Arbitrary<BerGrid> = fc.oneof(
  fc
    .record({
      ends: fc.tuple(fc.integer({ min: -12, max: -1 }), fc.integer({ min: -12, max: -1 })),
      perDecade: fc.constantFrom(...PER_DECADE),
    })
    .map(({ ends, perDecade }): BerGrid => {
      const [from, to] = [Math.min(...ends), Math.max(...ends)];
      return { kind: 'span', from: Number(`1e${from}`), to: Number(`1e${to}`), perDecade };
    }),
  fc
    .array(anyRate, { minLength: 1, maxLength: 12 })
    .map((bers): BerGrid => checkBerGrid({ kind: 'list', bers })),
);

const hex16 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((n) => n.toString(16).padStart(16, '0'));

const anyData = ({ dataKind }: CatalogModel): fc.Arbitrary<DataId> =>
  dataKind === 'text'
    ? fc.constant<DataId>('generated')
    : fc.oneof(
        fc.constantFrom<DataId>(dataKind === 'photos' ? 'imagenet' : 'generated', REAL_SETS[dataKind]),
        hex16.map((hex): DataId => (dataKind === 'digits' ? `idx-${hex}` : `file-${hex}`)),
      );

const anyWeights = ({ weights }: ModelDescription): fc.Arbitrary<WeightsId> =>
  fc.oneof(
    fc.constantFrom<WeightsId>(...(weights.length > 0 ? weights : (['imagenet'] as const))),
    hex16.map((hex): WeightsId => `file-${hex}`),
  );

const anyFormat = fc
  .tuple(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 2, max: 24 }))
  .map(([m, width]) => ({ integerBits: Math.min(m, width), fractionBits: width - Math.min(m, width) }));

/** Formats of weights, of each family and of every width that has a name. */
const anyWeightFormat: fc.Arbitrary<NumberFormat> = fc.oneof(
  anyFormat,
  fc
    .constantFrom('int4', 'int8/c', 'int16', 'int5/g32', 'fp32', 'bf16', 'fp8e5m2/c', 'mxfp6e3m2', 'mxint8')
    .map(parseNumberFormat),
);

/** Any valid spec with its layers in network order. */
export const anySpec: fc.Arbitrary<ExperimentSpec> = fc
  .constantFrom(...CATALOG.values())
  .chain((model) => fc.tuple(fc.constant(model), anyData(model)))
  .chain(([model, data]) =>
    fc.record({
      model: fc.constant(model.id),
      data: fc.constant(data),
      weights: anyWeights(model),
      preprocessing: fc.constant(''),
      // At least one structure that every layer has.
      structures: fc
        .subarray(
          STRUCTURES.filter((structure) => hasStructure(model, structure)),
          { minLength: 1 },
        )
        .map((some) =>
          some.some((structure) => structure !== 'hiddenState') ? some : (['weights', ...some] as const),
        ),
      layers: fc.subarray(
        model.layers.map(({ name }) => name),
        { minLength: 1 },
      ),
      format: anyWeightFormat,
      activationFormat: anyFormat,
      encoding: fc.constantFrom(...ENCODINGS),
      reluWords: fc.constantFrom(...RELU_WORDS),
      bitPositions: fc.constantFrom(null, [0], [1], [0, 1]),
      lifetime: fc.constantFrom(...LIFETIMES),
      bers: anyBerGrid,
      trials: fc.integer({ min: 1, max: MAX_TRIALS }),
      numSamples: fc.integer({ min: 1, max: mostSamples(data, model.dataKind) }),
      measure: fc.constantFrom(...measuresOf(model, true)),
      seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      rateCoupling: fc.constantFrom(...RATE_COUPLINGS),
      sampling: fc.constantFrom(...SAMPLINGS),
    }),
  );

/** Any valid view. */
export const anyView: fc.Arbitrary<View> = fc.record({
  cursorBer: fc.oneof(fc.constant(0), anyRate),
  trial: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  device: fc.constantFrom(...DEVICE_PREFERENCES),
  errorScale: fc.constantFrom(...ERROR_SCALES),
  rateAxis: fc.constantFrom(...RATE_AXES),
  band: fc.constantFrom(...BANDS),
  tab: fc.constantFrom(...TABS),
  grouping: fc.constantFrom(...GROUPINGS),
  blocks: fc.constant(''),
  loss: fc.constantFrom(...LOSS_UNITS),
  types: fc.uniqueArray(anyWeightFormat, { maxLength: MAX_CANDIDATES, selector: formatText }),
  lesson: fc.constantFrom('', 'sign-bit'),
  step: fc.integer({ min: 1, max: 9 }),
  guess: fc.constantFrom('', '2', '12.5', '1e-3', '2,2,40,90'),
  lock: fc.constantFrom('', 'steps', 'cursor,steps'),
  hide: fc.constantFrom('', 'tabs'),
  class: fc.constantFrom('', 'ml-2026', 'ml-2026:17'),
});
