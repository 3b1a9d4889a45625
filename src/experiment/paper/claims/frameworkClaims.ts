import { t } from '../../../core/language/t';
import { checkModel } from '../../../core/network/catalog';
import { samplesText } from '../../../core/network/sampleNoun';
import { grouped } from '../../text/numberWords';
import { ratioWithInterval } from '../../text/ratioWords';
import { tickRatio } from '../../ticks/tolerance';
import { PAPER_MODELS } from '../figures';
import { type Claim, cannotTest, experimentLink, settingsText } from './claim';

/** The paper's upper bound of the slowdown. */
const MAX_SLOWDOWN = 3.5;
/** Networks of Table 1, or their minis, whose trials with faults in activations are timed. */
const TIMED = PAPER_MODELS.filter((model) => model !== 'chip-net');

/** Claims about the framework itself (Sec. 3). */
export const FRAMEWORK_CLAIMS: readonly Claim[] = [
  {
    id: 'slowdown',
    get where() {
      return t`Sec. 3.2`;
    },
    get words() {
      return t`Injecting faults while a network runs slows it down little.`;
    },
    number: '< 3.5×',
    link: experimentLink('lenet-fc', 'activations', 'structures'),
    judge(_, slowdowns) {
      const timed = TIMED.flatMap((model) => slowdowns.find((slowdown) => slowdown.model === model) ?? []);
      if (timed.length < TIMED.length) {
        const why = t`Waits for timings: so far ${timed.length} of ${TIMED.length} networks`;
        return { ours: '', settings: '', verdict: null, why };
      }
      const ratios = timed.map(({ model, faultyMs, floatMs }) => ({ model, ratio: faultyMs / floatMs }));
      const most = Math.max(...ratios.map(({ ratio }) => ratio));
      const listed = ratios.map(({ model, ratio }) => `${checkModel(model).title} ${ratio.toFixed(2)}×`);
      const samples = timed.map(({ model, images }) =>
        samplesText(images, grouped(images), checkModel(model).dataKind),
      );
      return {
        ours: t`at most ${most.toFixed(2)}×: ${listed.join(', ')}`,
        settings: `${[...new Set(samples)].join(', ')}; ${timed[0]!.environment}`,
        verdict: most < MAX_SLOWDOWN ? 'reproduced' : 'not reproduced',
        why: t`Time of an inference with faults in all activations and hidden state over float inference; npm run bench measures it anew`,
      };
    },
  },
  {
    id: 'chip',
    get where() {
      return t`Sec. 3.3, Fig. 2`;
    },
    get words() {
      return t`Simulated and measured error of a fabricated accelerator agree.`;
    },
    get number() {
      return t`average error 12 %`;
    },
    link: experimentLink('chip-net', 'signMagnitude', 'chip'),
    judge(find) {
      const [complement, sign] = [find('chip-net', 'twosComplement'), find('chip-net', 'signMagnitude')];
      const why = t`The chip’s measurement is published as a plot only; the tab lays a CSV of Vdd, BER and error over the simulated curve`;
      if (complement === undefined || sign === undefined) return cannotTest(why);
      const five = tickRatio(sign, complement)![2]!;
      return cannotTest(
        why,
        t`sign-magnitude words take ${ratioWithInterval(five)} the rate of two’s complement at 5 points`,
        settingsText([complement, sign]),
      );
    },
  },
];
