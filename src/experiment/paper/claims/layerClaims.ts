import { t } from '../../../core/language/t';
import { checkModel } from '../../../core/network/catalog';
import { layerBlocks } from '../../../core/network/model';
import { increasePoints, quantile } from '../../curve/statistics';
import { completeTrials } from '../../sweep/results';
import { percentOf } from '../../text/percentWords';
import { ratioText, ratioWithInterval } from '../../text/ratioWords';
import { tailDecades } from '../../ticks/tail';
import { tickRatio } from '../../ticks/tolerance';
import type { PaperResult } from '../paperResult';
import { type Claim, experimentLink, isAbove, isNear, judgeResults, PAPER_TRIALS, spreadOf } from './claim';
import { sideOf } from './sidesAtFive';

const MODELS = ['lenet-fc', 'lenet-cnn', 'cf-vgg', 'vgg16-mini', 'resnet50-mini', 'ti-gru'];
/** Every block of every network, one at a time, under the sampling rule of Fig. 5. */
const BLOCKS = MODELS.flatMap((model) =>
  [...layerBlocks(checkModel(model)).keys()].map((block) => [model, `${block}-count`] as const),
);
/** Rate at which the count rule flips the first bit of FC-3: 1,000 words of 8 bits. */
const FIRST_FLIP = 1.25e-4;

/**
 * Returns the median tail over the results whose 0 % and 10 % ticks both lie within the tested
 * rates; null if there are none.
 */
function medianTail(results: readonly PaperResult[]): number | null {
  const tails = results.flatMap(({ tolerance }) => {
    const tail = tailDecades(tolerance);
    return tail?.bound === 'exact' ? [tail.value] : [];
  });
  return tails.length === 0
    ? null
    : quantile(
        tails.toSorted((a, b) => a - b),
        0.5,
      );
}

function blockTitle({ spec, id }: PaperResult): string {
  return `${checkModel(spec.model).title} ${id.replace(/-count$/, '').toUpperCase()}`;
}

function isConv({ spec }: PaperResult): boolean {
  const { layers } = checkModel(spec.model);
  return layers.some(({ name, kind }) => spec.layers.includes(name) && kind === 'conv');
}

/** Claims about faults in one layer or block at a time (Sec. 4.3). */
export const LAYER_CLAIMS: readonly Claim[] = [
  {
    id: 'layers-2781',
    get where() {
      return t`Sec. 4.3.2, Fig. 5`;
    },
    get words() {
      return t`Inside one model the 0 % points of layers differ widely, most between LB-4 and FC-1 of CF-VGG.`;
    },
    get number() {
      return t`up to 2,781×`;
    },
    link: experimentLink('cf-vgg', 'fc-1-count', 'layers'),
    judge: (find) =>
      judgeResults(
        find,
        [
          ['cf-vgg', 'fc-1-count'],
          ['cf-vgg', 'lb-4-count'],
        ],
        PAPER_TRIALS.layers,
        (dense, block) => {
          const [none, , , ten] = tickRatio(dense!, block!)!;
          const isSame = none!.ratio !== null && isNear(none!.ratio, 2781) && none!.interval !== null;
          const isMore = [none!, ten!].some((ratio) => sideOf(ratio, 1) === 'above');
          return {
            ours: t`FC-1 over LB-4: ${ratioWithInterval(none!)} at 0 points, ${ratioWithInterval(ten!)} at 10 points`,
            verdict: isSame ? 'reproduced' : isMore ? 'direction only' : 'not reproduced',
            why: isMore
              ? t`FC-1 tolerates more than LB-4, as in the paper`
              : t`Here FC-1 does not tolerate more than LB-4 beyond the intervals`,
          };
        },
      ),
  },
  {
    id: 'layers-across',
    get where() {
      return t`Sec. 4.3.2, Fig. 5`;
    },
    get words() {
      return t`Across models, layers differ by up to five orders of magnitude.`;
    },
    get number() {
      return t`10⁵ (FC-1 of CF-VGG over LB-4 of VGG16)`;
    },
    link: experimentLink('vgg16-mini', 'lb-4-count', 'layers'),
    judge: (find) =>
      judgeResults(find, BLOCKS, PAPER_TRIALS.layers, (...results) => {
        const { least, most, ratio } = spreadOf(results);
        return {
          ours: t`${ratioText(ratio)}: ${blockTitle(most)} over ${blockTitle(least)}`,
          verdict: ratio === null ? null : isAbove(ratio, 100) ? 'direction only' : 'not reproduced',
          why: t`VGG16’s own weights cannot be shipped: a mini in its place can show the direction only`,
        };
      }),
  },
  {
    id: 'tails-models',
    get where() {
      return t`Sec. 4.3.2, Fig. 5`;
    },
    get words() {
      return t`Blocks of VGG16 have the longest tails between the 0 % and the 10 % tick, those of ResNet50 the shortest.`;
    },
    get number() {
      return t`VGG16 longest, ResNet50 shortest`;
    },
    link: experimentLink('resnet50-mini', 'stem-count', 'layers'),
    judge: (find) =>
      judgeResults(find, BLOCKS, PAPER_TRIALS.layers, (...results) => {
        const tails = MODELS.flatMap((model) => {
          const tail = medianTail(results.filter(({ spec }) => spec.model === model));
          return tail === null ? [] : [{ model, tail }];
        }).sort((a, b) => b.tail - a.tail);
        const missing = MODELS.filter((model) => tails.every((known) => known.model !== model));
        if (missing.length > 0) {
          const titles = missing.map((model) => checkModel(model).title).join(', ');
          return {
            ours: '',
            verdict: null,
            why: t`No block of ${titles} has both ticks within the tested rates`,
          };
        }
        const isLongest = tails[0]?.model === 'vgg16-mini';
        const isShortest = tails.at(-1)?.model === 'resnet50-mini';
        return {
          ours: t`median tail in decades: ${tails.map(({ model, tail }) => `${checkModel(model).title} ${tail.toFixed(1)}`).join(', ')}`,
          verdict: isLongest && isShortest ? 'direction only' : 'not reproduced',
          why: whyTails(isLongest, isShortest),
        };
      }),
  },
  {
    id: 'tails-kinds',
    get where() {
      return t`Sec. 1 and 4.3.2, Fig. 5`;
    },
    get words() {
      return t`FC and GRU layers degrade more gracefully with the rate than convolutions.`;
    },
    get number() {
      return t`longer tails for FC and GRU`;
    },
    link: experimentLink('ti-gru', 'fc-1-count', 'layers'),
    judge: (find) =>
      judgeResults(find, BLOCKS, PAPER_TRIALS.layers, (...results) => {
        const conv = medianTail(results.filter(isConv));
        const other = medianTail(results.filter((result) => !isConv(result)));
        const text = (tail: number | null) =>
          tail === null ? t`not measured` : t`${tail.toFixed(2)} decades`;
        const resolved = results.filter(({ tolerance }) => tailDecades(tolerance)?.bound === 'exact').length;
        return {
          ours: t`median tail: FC and GRU ${text(other)}, convolutions ${text(conv)}`,
          verdict: conv === null || other === null ? null : other > conv ? 'reproduced' : 'not reproduced',
          why: t`A tail is the distance from the 0 % to the 10 % tick, over the ${resolved} of ${results.length} blocks where both lie within the tested rates`,
        };
      }),
  },
  {
    id: 'fc3-steps',
    get where() {
      return t`Sec. 4.3.1, Fig. 4`;
    },
    get words() {
      return t`The curve of FC-3 of LeNetFC is stepped: a thousand weights, one more wrong bit at a time.`;
    },
    get number() {
      return t`steps at k × 1.25 × 10⁻⁴`;
    },
    link: experimentLink('lenet-fc', 'fc-3-count', 'layers'),
    judge: (find) =>
      judgeResults(
        find,
        [
          ['lenet-fc', 'fc-3-count'],
          ['lenet-fc', 'fc-3-bernoulli'],
        ],
        PAPER_TRIALS.layers,
        (count, bernoulli) => {
          const below = changedShare(count!, (ber) => ber < FIRST_FLIP);
          const above = changedShare(count!, (ber) => ber >= FIRST_FLIP && ber < 2 * FIRST_FLIP);
          const smooth = changedShare(bernoulli!, (ber) => ber < FIRST_FLIP);
          const steps = [0, 1, 2, 3, 4].map((bits) => stepPoints(count!, bits).toFixed(2));
          const isStepped = below === 0 && above > 0 && smooth > 0;
          return {
            ours: t`mean increase with 0 to 4 wrong bits ${steps.join(', ')} points; below the first step ${percentOf(below, 0)} of the trials change the error count, where each bit flips by chance ${percentOf(smooth, 0)}`,
            verdict: isStepped ? 'reproduced' : 'not reproduced',
            why: t`A fixed number of wrong bits per rate makes steps by itself, bits that flip each by chance make none: the paper’s steps fit a count that its code drew`,
          };
        },
      ),
  },
  {
    id: 'trials',
    get where() {
      return t`Sec. 4.3.1, Fig. 4`;
    },
    get words() {
      return t`Each experiment consists of 150 trials with different fault patterns at each bit error rate.`;
    },
    get number() {
      return t`150 trials`;
    },
    link: experimentLink('lenet-fc', 'fc-1-count', 'layers'),
    judge: (find) =>
      judgeResults(
        find,
        ['fc-1', 'fc-2', 'fc-3'].map((block) => ['lenet-fc', `${block}-count`] as const),
        PAPER_TRIALS.layers,
        (...results) => ({
          ours: t`at least ${Math.min(...results.map(completeTrials))} trials at each rate`,
          verdict: 'reproduced',
          why: t`The same number of trials, and every rate draws its own flips`,
        }),
      ),
  },
];

/** Says which minis have the longest and the shortest tail, as whole sentences. */
function whyTails(isLongest: boolean, isShortest: boolean): string {
  if (isLongest)
    return isShortest
      ? t`Of the minis, VGG16’s is the longest and ResNet50’s the shortest; neither is the network that the paper ran`
      : t`Of the minis, VGG16’s is the longest and ResNet50’s not the shortest; neither is the network that the paper ran`;
  return isShortest
    ? t`Of the minis, VGG16’s is not the longest and ResNet50’s the shortest; neither is the network that the paper ran`
    : t`Of the minis, VGG16’s is not the longest and ResNet50’s not the shortest; neither is the network that the paper ran`;
}

/**
 * Returns the mean increase in percentage points over the rates at which the count rule flips this
 * many bits of FC-3.
 */
function stepPoints({ results, baseline: { quantized } }: PaperResult, bits: number): number {
  const trials = results.filter(({ ber }) => Math.floor(ber / FIRST_FLIP + 1e-9) === bits);
  const increases = trials.map(({ wrong, total }) =>
    increasePoints(wrong / total, quantized.wrong / quantized.total),
  );
  return increases.reduce((sum, points) => sum + points, 0) / Math.max(1, increases.length);
}

/**
 * Returns the share of the trials at certain rates whose error count differs from the fault-free
 * one.
 */
function changedShare({ results, baseline }: PaperResult, isAt: (ber: number) => boolean): number {
  const trials = results.filter(({ ber }) => isAt(ber));
  const changed = trials.filter(({ wrong }) => wrong !== baseline.quantized.wrong);
  return trials.length === 0 ? 0 : changed.length / trials.length;
}
