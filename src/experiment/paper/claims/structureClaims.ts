import { t } from '../../../core/language/t';
import { checkModel } from '../../../core/network/catalog';
import { ratioWithInterval } from '../../text/ratioWords';
import { tickRatio } from '../../ticks/tolerance';
import type { PaperResult } from '../paperResult';
import {
  type Claim,
  cannotTest,
  experimentLink,
  judgeResults,
  PAPER_TRIALS,
  settingsText,
  zeroText,
} from './claim';
import { sideOf, sidesAtFive } from './sidesAtFive';

const MODELS = ['lenet-fc', 'lenet-cnn', 'cf-vgg', 'vgg16-mini', 'resnet50-mini', 'ti-gru'];
/** Least ratio that counts as "similar to or greater than". */
const SIMILAR = 0.5;

function atLeastClaim(model: string): Claim {
  const { title } = checkModel(model);
  return {
    id: `activations-${model}`,
    get where() {
      return t`Sec. 4.4, Fig. 6`;
    },
    get words() {
      return t`Faults in activations cost ${title} nothing up to a high rate.`;
    },
    get number() {
      return t`0 % point ≥ 10⁻⁵`;
    },
    link: experimentLink(model, 'activations', 'structures'),
    judge: (find) =>
      judgeResults(find, [[model, 'activations']], PAPER_TRIALS.layers, (result) => {
        const { ber, interval } = result!.tolerance.ticks.find(({ loss }) => loss === 0)!;
        const side = sideOf({ ratio: ber, interval }, 1e-5);
        return {
          ours: `${zeroText(result!)}${typeLoss(result!)}`,
          verdict: side === null ? null : side === 'above' ? 'reproduced' : 'not reproduced',
          why:
            side === null
              ? t`Trials and samples do not tell on which side of 1e-5 ours is`
              : side === 'above'
                ? t`Ours is above 1e-5`
                : t`Ours is below 1e-5`,
        };
      }),
  };
}

/**
 * States the increase caused by the paper's format alone, from which increases are then measured.
 */
function typeLoss({ baseline: { float, quantized } }: PaperResult): string {
  const points = (100 * (quantized.wrong - float.wrong)) / float.total;
  return points > 0.5 ? `; ${t`the type alone costs ${points.toFixed(1)} points`}` : '';
}

function imagenetClaim(
  claim: { readonly id: string; readonly words: () => string; readonly number: () => string },
  ours: (mini: PaperResult, weights: PaperResult) => string,
): Claim {
  const minis = ['vgg16-mini', 'resnet50-mini'];
  return {
    id: claim.id,
    get words() {
      return claim.words();
    },
    get number() {
      return claim.number();
    },
    get where() {
      return t`Sec. 4.4, Fig. 6`;
    },
    link: experimentLink('vgg16-mini', 'activations', 'structures'),
    judge(find) {
      const found = minis.flatMap((model) => {
        const [activations, weights] = [find(model, 'activations'), find(model, 'weights-own-bernoulli')];
        return activations === undefined || weights === undefined ? [] : [{ activations, weights }];
      });
      const text = found.map(
        ({ activations, weights }) =>
          `${checkModel(weights.spec.model).title}: ${ours(activations, weights)}`,
      );
      return cannotTest(
        t`ImageNet and its networks’ weights cannot be shipped; the minis are smaller and see small pictures`,
        text.join('; '),
        found.length === 0 ? '' : settingsText(found.map(({ activations }) => activations)),
      );
    },
  };
}

/**
 * Claims about weights, activations and hidden state, one at a time (Sec. 4.4). Activations always
 * flip bit by bit, so weights do here too.
 */
export const STRUCTURE_CLAIMS: readonly Claim[] = [
  ...['lenet-fc', 'lenet-cnn', 'ti-gru'].map(atLeastClaim),
  imagenetClaim(
    {
      id: 'activations-imagenet',
      words: () => t`Faults in activations of VGG16 and ResNet50 cost accuracy at far lower rates.`,
      number: () => t`0 % point ≤ 2 × 10⁻⁷`,
    },
    (activations) => zeroText(activations),
  ),
  {
    id: 'activations-majority',
    get where() {
      return t`Sec. 4.4, Fig. 6`;
    },
    get words() {
      return t`For the majority of models, activations tolerate as much as weights or more.`;
    },
    get number() {
      return t`most of 6 models`;
    },
    link: experimentLink('lenet-fc', 'activations', 'structures'),
    judge: (find) =>
      judgeResults(
        find,
        MODELS.flatMap((model) => ['activations', 'weights-own-bernoulli'].map((id) => [model, id] as const)),
        PAPER_TRIALS.layers,
        (...results) => {
          const { ours, above, below } = sidesAtFive(MODELS, results, SIMILAR);
          const half = MODELS.length / 2;
          return {
            ours,
            verdict: above > half ? 'reproduced' : below >= half ? 'not reproduced' : null,
            why: t`Beyond the intervals, activations take more than ${SIMILAR}× the rate that weights take in ${above} of ${MODELS.length} networks, less in ${below}`,
          };
        },
      ),
  },
  imagenetClaim(
    {
      id: 'activations-50x',
      words: () =>
        t`Activations of VGG16 and ResNet50 tolerate far more than their weights, which convolutions reuse.`,
      number: () => t`up to 50×`,
    },
    (activations, weights) => {
      const [none, , five] = tickRatio(activations, weights)!;
      return t`${ratioWithInterval(none!)} at 0 points, ${ratioWithInterval(five!)} at 5 points`;
    },
  ),
];
