import { t } from '../../../core/language/t';
import { checkModel } from '../../../core/network/catalog';
import { numWeights } from '../../../core/network/model';
import { makeCurve } from '../../curve/curve';
import { percentOf } from '../../text/percentWords';
import { ratioText, ratioWithInterval } from '../../text/ratioWords';
import { tickRatio } from '../../ticks/tolerance';
import type { PaperResult } from '../paperResult';
import {
  type Claim,
  cannotTest,
  experimentLink,
  isAbove,
  isNear,
  judgeResults,
  NEAR_FACTOR,
  PAPER_TRIALS,
  settingsText,
  spreadOf,
  zeroPoint,
  zeroText,
} from './claim';
import { sideOf, sidesAtFive } from './sidesAtFive';

/**
 * Weights of every network in Q3.13, the sampling rule of Figs. 3 to 5. ResNet50's own format is
 * Q3.13.
 */
const COMMON = [
  ['lenet-fc', 'weights-common-count'],
  ['lenet-cnn', 'weights-common-count'],
  ['cf-vgg', 'weights-common-count'],
  ['vgg16-mini', 'weights-common-count'],
  ['resnet50-mini', 'weights-own-count'],
  ['ti-gru', 'weights-common-count'],
] as const;
const OWN_TYPE_MODELS = ['lenet-fc', 'lenet-cnn', 'cf-vgg', 'vgg16-mini', 'ti-gru'];

/**
 * Largest factor between the paper's mean or median and ours. Errors are measured more precisely
 * than 0 % points.
 */
const SKEW_FACTOR = 1.5;

const titleOf = ({ spec }: PaperResult) => checkModel(spec.model).title;

/**
 * Compares the 0 % points of the others with one: their ratios, and which are certainly higher or
 * not certainly lower.
 */
function rivalsOf(ours: PaperResult, results: readonly PaperResult[]) {
  const rivals = results
    .filter((result) => result !== ours)
    .map((result) => ({ title: titleOf(result), ratio: tickRatio(result, ours)![0]! }));
  const titles = (wanted: 'above' | null) =>
    rivals.flatMap(({ title, ratio }) => (sideOf(ratio, 1) === wanted ? [title] : [])).join(', ');
  const ratios = rivals.map(({ title, ratio }) => `${title} ${ratioWithInterval(ratio)}`).join(', ');
  return { ratios, higher: titles('above'), unsure: titles(null) };
}

/** Claims about faults in all weights of a network (Sec. 4.2). */
export const MODEL_CLAIMS: readonly Claim[] = [
  {
    id: 'zero-lenet-cnn',
    get where() {
      return t`Sec. 4.2, Fig. 3`;
    },
    get words() {
      return t`In Q3.13, LeNetCNN loses no accuracy up to the highest rate of all models.`;
    },
    get number() {
      return t`0 % point 6 × 10⁻⁶`;
    },
    link: experimentLink('lenet-cnn', 'weights-own-count', 'types'),
    judge: (find) =>
      judgeResults(find, COMMON, PAPER_TRIALS.models, (...results) => {
        const ours = results[1]!;
        const { ratios, higher, unsure } = rivalsOf(ours, results);
        const isNumber = isNear(zeroPoint(ours), 6e-6);
        const isHighest = higher === '' && unsure === '';
        const isDirection = higher === '' && (isNumber || isHighest);
        const near = isNumber
          ? t`Ours is within a factor of ${NEAR_FACTOR} of the paper’s`
          : t`Ours is not within a factor of ${NEAR_FACTOR} of the paper’s`;
        const others = higher !== '' ? t`surely higher: ${higher}` : t`not surely lower: ${unsure}`;
        return {
          ours: t`${zeroText(ours)}; the others over it: ${ratios}`,
          verdict: isNumber && isHighest ? 'reproduced' : isDirection ? 'direction only' : 'not reproduced',
          why: `${near}; ${isHighest ? t`the highest of all networks` : others}`,
        };
      }),
  },
  {
    id: 'zero-vgg16',
    get where() {
      return t`Sec. 4.2, Fig. 3`;
    },
    get words() {
      return t`In Q3.13, VGG16 on ImageNet loses accuracy first of all models.`;
    },
    get number() {
      return t`0 % point 4 × 10⁻⁹`;
    },
    link: experimentLink('vgg16-mini', 'weights-own-count', 'types'),
    judge(find) {
      const mini = find(...COMMON[3]);
      const ours = mini === undefined ? '' : `VGG16-mini: ${zeroText(mini)}`;
      const [full, small] = ['vgg16', 'vgg16-mini'].map((model) =>
        checkModel(model).layers.reduce((sum, layer) => sum + numWeights(layer), 0),
      );
      const why = t`ImageNet and VGG16’s weights cannot be shipped; the mini has 1/${Math.round(full! / small!)} of its weights`;
      return cannotTest(why, ours, mini === undefined ? '' : settingsText([mini]));
    },
  },
  {
    id: 'zero-spread',
    get where() {
      return t`Sec. 4.2, Fig. 3`;
    },
    get words() {
      return t`In one type, Q3.13, the models’ 0 % points lie orders of magnitude apart.`;
    },
    get number() {
      return t`1,500× (4 × 10⁻⁹ to 6 × 10⁻⁶)`;
    },
    link: experimentLink('cf-vgg', 'weights-own-count', 'types'),
    judge: (find) =>
      judgeResults(find, COMMON, PAPER_TRIALS.models, (...results) => {
        const { least, most, ratio } = spreadOf(results);
        return {
          ours: `${ratioText(ratio)}: ${titleOf(least)} ${zeroText(least)}; ${titleOf(most)} ${zeroText(most)}`,
          verdict: ratio === null ? null : isAbove(ratio, 10) ? 'direction only' : 'not reproduced',
          why: t`The widest gap is ${titleOf(most)} over ${titleOf(least)}; minis in place of the two networks of ImageNet can show the direction only`,
        };
      }),
  },
  {
    id: 'type-10x',
    get where() {
      return t`Sec. 4.2, Fig. 3`;
    },
    get words() {
      return t`LeNetFC in its own type Q2.6 tolerates more than in Q3.13.`;
    },
    get number() {
      return t`10× at the 0 % point`;
    },
    link: experimentLink('lenet-fc', 'weights-own-count', 'types'),
    judge: (find) =>
      judgeResults(
        find,
        [
          ['lenet-fc', 'weights-own-count'],
          ['lenet-fc', 'weights-common-count'],
        ],
        PAPER_TRIALS.models,
        (own, common) => {
          const ratios = tickRatio(own!, common!)!;
          const [none, , five] = ratios;
          const isSame = none!.ratio !== null && isNear(none!.ratio, 10) && none!.interval !== null;
          const covers =
            isSame && (none!.interval!.high ?? Infinity) >= 10 && (none!.interval!.low ?? 0) <= 10;
          const isMore = [none!, five!].some((ratio) => sideOf(ratio, 1) === 'above');
          return {
            ours: t`${ratioWithInterval(none!)} at 0 points, ${ratioWithInterval(five!)} at 5 points`,
            verdict: covers ? 'reproduced' : isMore ? 'direction only' : 'not reproduced',
            why: t`One integer bit less makes the damage of a flip 2× smaller, which buys 4× the rate at equal squared damage`,
          };
        },
      ),
  },
  {
    id: 'type-consistent',
    get where() {
      return t`Sec. 4.2, Fig. 3`;
    },
    get words() {
      return t`Q3.13 consistently results in less resilience than the model’s own type.`;
    },
    get number() {
      return t`every model but ResNet50`;
    },
    link: experimentLink('lenet-cnn', 'weights-own-count', 'types'),
    judge: (find) =>
      judgeResults(
        find,
        OWN_TYPE_MODELS.flatMap((model) =>
          ['weights-own-count', 'weights-common-count'].map((id) => [model, id] as const),
        ),
        PAPER_TRIALS.models,
        (...results) => {
          const { ours, above, below } = sidesAtFive(OWN_TYPE_MODELS, results, 1);
          const all = OWN_TYPE_MODELS.length;
          const isMostly = above > all / 2 ? 'direction only' : null;
          return {
            ours,
            verdict: below > 0 ? 'not reproduced' : above === all ? 'reproduced' : isMostly,
            why: t`Beyond its interval the own type is the more tolerant one in ${above} of ${all} networks, the less tolerant in ${below}`,
          };
        },
      ),
  },
  {
    id: 'skew',
    get where() {
      return t`Sec. 4.2`;
    },
    get words() {
      return t`A few trials skew the average: LeNetCNN’s mean error at 10⁻³ is far above its median.`;
    },
    get number() {
      return t`mean 12.2 %, median 6.8 % (100 trials)`;
    },
    link: experimentLink('lenet-cnn', 'weights-own-count', 'classes'),
    judge: (find) =>
      judgeResults(find, [['lenet-cnn', 'weights-own-count']], PAPER_TRIALS.models, (result) => {
        const { points } = makeCurve(result!.spec, result!.baseline, result!.results);
        const at = points.find(({ ber }) => ber === 1e-3)!;
        const skew = 100 * (at.mean - at.median);
        const isNearBoth = [
          [at.mean, 0.122],
          [at.median, 0.068],
        ].every(([value, target]) => isNear({ value: value!, bound: 'exact' }, target!, SKEW_FACTOR));
        const most = points.toSorted((a, b) => b.mean - b.median - (a.mean - a.median))[0]!;
        const pair = ({ mean, median }: typeof at) => t`mean ${percentOf(mean)}, median ${percentOf(median)}`;
        return {
          ours: t`${pair(at)} at 1e-3; farthest apart at ${most.ber.toExponential(1)}: ${pair(most)}`,
          verdict:
            skew >= 1 && isNearBoth
              ? 'reproduced'
              : 100 * (most.mean - most.median) >= 1
                ? 'direction only'
                : 'not reproduced',
          why:
            skew >= 1
              ? t`The mean lies ${skew.toFixed(1)} points above the median`
              : t`At 1e-3 they are ${Math.abs(skew).toFixed(1)} points apart; where the error rises the mean runs ahead`,
        };
      }),
  },
];
