import { SpecError } from '../../core/errors';
import { checkModel, REAL_SETS } from '../../core/network/catalog';
import type { CatalogModel, ModelDescription, TrainingSet } from '../../core/network/model';
import { mostSamples } from '../settings/checkNumSamples';
import { hasStructure } from '../settings/checkStructures';
import { experimentKey } from '../settings/experimentKey';
import { DEFAULT_SPEC, type ExperimentSpec, SAMPLINGS } from '../settings/experimentSpec';
import { specOfModel } from '../settings/specOfModel';
import { type BerGrid, checkBerGrid, gridBers } from '../sweep/berGrid';
import { seriesOf } from '../sweep/series';

/** The paper's figures that use fault injection. */
export const PAPER_FIGURES = ['2', '3', '4', '5', '6'] as const;
export type PaperFigure = (typeof PAPER_FIGURES)[number];

/** Experiment of the reproduction: one curve of one or several figures. */
export interface PaperExperiment {
  /**
   * Unique in its model, and the name of its result file: `weights-own-count`, `lb-4-bernoulli`,
   * `activations`.
   */
  readonly id: string;
  readonly figures: readonly PaperFigure[];
  readonly spec: ExperimentSpec;
}

/** Budget of a model's experiments: trials, images, rates and time. */
interface PaperBudget {
  readonly trials: number;
  readonly images: number;
  readonly bers: BerGrid;
  /**
   * Milliseconds of one trial with faults in an engine worker on WASM, without shortcuts, measured
   * on one core of a Xeon.
   */
  readonly msPerTrial: number;
}

/** Makes a span of the common grid. */
function span(from: number, to: number, perDecade: 2 | 4): BerGrid {
  return { kind: 'span', from, to, perDecade };
}

/**
 * Budget of each embedded model, in the order of cost. LeNetFC and LeNetCNN have the paper's 150
 * trials per rate (Fig. 4). The others have what eight hours on two cores leave, so claims about
 * them are at most "direction only".
 */
export const PAPER_BUDGETS: ReadonlyMap<string, PaperBudget> = new Map([
  ['chip-net', { trials: 150, images: 1000, bers: span(1e-5, 1e-1, 4), msPerTrial: 25 }],
  ['lenet-fc', { trials: 150, images: 1000, bers: span(1e-6, 1e-1, 4), msPerTrial: 40 }],
  ['lenet-cnn', { trials: 150, images: 200, bers: span(1e-6, 1e-1, 4), msPerTrial: 280 }],
  ['vit-mini', { trials: 30, images: 200, bers: span(1e-7, 1e-1, 2), msPerTrial: 120 }],
  ['gpt-mini', { trials: 30, images: 200, bers: span(1e-7, 1e-1, 2), msPerTrial: 240 }],
  ['resnet50-mini', { trials: 30, images: 200, bers: span(1e-7, 1e-1, 2), msPerTrial: 310 }],
  ['vgg16-mini', { trials: 30, images: 200, bers: span(1e-7, 1e-1, 2), msPerTrial: 430 }],
  ['ti-gru', { trials: 30, images: 100, bers: span(1e-7, 1e-1, 2), msPerTrial: 1150 }],
  ['cf-vgg', { trials: 30, images: 100, bers: span(1e-7, 1e-1, 2), msPerTrial: 1750 }],
]);

/**
 * Networks that the paper lacks. They have no part in its figures and claims: their runs are what
 * the other tabs show before any live trial.
 */
const BEYOND_PAPER: readonly string[] = ['vit-mini', 'gpt-mini'];

/**
 * Rates on both sides of the first steps of FC-3 of LeNetFC, beside the grid's. Under the count
 * rule 1,000 words of 8 bits flip one more bit at each multiple of 1.25e-4 (Sec. 4.3.1).
 */
const FC3_STEPS = [1.2e-4, 1.3e-4, 2.4e-4, 2.6e-4, 3.7e-4, 3.8e-4, 4.9e-4, 5.1e-4];

/**
 * Seed of every experiment. It is the page's default, so that an experiment opened there continues
 * the stored streams.
 */
const PAPER_SEED = DEFAULT_SPEC.seed;

/**
 * Returns the experiments of all figures for one model, on the embedded data or a real set: weights
 * in the model's own format and in Q3.13 (Fig. 3), each layer block (Figs. 4 and 5), activations
 * and hidden state (Fig. 6), both encodings of the chip's network (Fig. 2). Figs. 3 to 5 use both
 * sampling rules.
 *
 * Throws SpecError for a model that is not in the catalogue or has no budget.
 */
export function paperExperiments(model: string, set: TrainingSet = 'generated'): readonly PaperExperiment[] {
  const base = baseSpec(checkModel(model), set);
  const all = model === 'chip-net' ? chipExperiments(base) : tableExperiments(base);
  return joinEqual(all);
}

/**
 * Returns the data sets that a model's experiments can run on: the embedded one, and the real one
 * whose weights ship.
 */
export function paperSets({ weights, dataKind }: CatalogModel): readonly TrainingSet[] {
  return ['generated', REAL_SETS[dataKind]].filter((set): set is TrainingSet =>
    weights.includes(set as TrainingSet),
  );
}

/**
 * Returns the number of trials of a model's experiments, and their upper bound in hours of one
 * core.
 */
export function paperCost(model: string, experiments: readonly PaperExperiment[]) {
  const trials = experiments.reduce((sum, { spec }) => sum + spec.trials * gridBers(spec.bers).length, 0);
  const { msPerTrial } = budgetOf(model);
  return { trials, hours: (trials * msPerTrial) / 3.6e6 };
}

/**
 * Makes a tiny version of an experiment. It tests that everything runs; its numbers have no
 * meaning.
 */
export function quickVersion({ spec, ...experiment }: PaperExperiment): PaperExperiment {
  // 1e-3 is the rate that a claim uses (Sec. 4.2's skew).
  const bers: BerGrid = { kind: 'list', bers: [1e-3, 1e-2] };
  const images = spec.model === 'lenet-fc' || spec.model === 'chip-net' ? 100 : 10;
  return { ...experiment, spec: { ...spec, bers, trials: 3, numSamples: Math.min(images, spec.numSamples) } };
}

function budgetOf(model: string): PaperBudget {
  const budget = PAPER_BUDGETS.get(model);
  if (budget !== undefined) return budget;
  throw new SpecError(
    'model',
    `Cannot run the paper's figures for "${model}": expected one of ${[...PAPER_BUDGETS.keys()].join(', ')}`,
  );
}

function baseSpec(model: ModelDescription, set: TrainingSet): ExperimentSpec {
  const { trials, images, bers } = budgetOf(model.id);
  return {
    ...specOfModel(model.id, DEFAULT_SPEC),
    data: set,
    weights: set,
    trials,
    numSamples: Math.min(images, mostSamples(set, model.dataKind)),
    bers,
    seed: PAPER_SEED,
    rateCoupling: 'independent',
  };
}

function tableExperiments(base: ExperimentSpec): PaperExperiment[] {
  // The rule of the verdicts comes first, so that a stopped run has more of it. Networks without
  // verdicts have the page's own rule alone.
  const rules = BEYOND_PAPER.includes(base.model) ? [DEFAULT_SPEC.sampling] : SAMPLINGS.toReversed();
  const weights = rules.flatMap((sampling) => {
    const spec = { ...base, sampling };
    // The model's own format under independent flips is also the reference for activations.
    const figures: readonly PaperFigure[] = sampling === 'bernoulli' ? ['3', '6'] : ['3'];
    const types = seriesOf('types', spec, 'blocks').map(
      (series): PaperExperiment => ({
        id: `weights-${series.id}-${sampling}`,
        figures: series.id === 'own' ? figures : ['3'],
        spec: series.spec,
      }),
    );
    const layers = seriesOf('layers', spec, 'blocks').map(
      (series): PaperExperiment => ({
        id: `${series.id}-${sampling}`,
        figures: base.model === 'lenet-fc' ? ['4', '5'] : ['5'],
        spec: base.model === 'lenet-fc' && series.id === 'fc-3' ? withSteps(series.spec) : series.spec,
      }),
    );
    return [...types, ...layers];
  });
  const model = checkModel(base.model);
  const dynamic = (['activations', 'hiddenState'] as const)
    .filter((structure) => hasStructure(model, structure))
    .map(
      (structure): PaperExperiment => ({
        id: structure,
        figures: ['6'],
        spec: { ...base, structures: [structure] },
      }),
    );
  return [...weights, ...dynamic];
}

function withSteps(spec: ExperimentSpec): ExperimentSpec {
  return { ...spec, bers: checkBerGrid({ kind: 'list', bers: [...gridBers(spec.bers), ...FC3_STEPS] }) };
}

function chipExperiments(base: ExperimentSpec): PaperExperiment[] {
  return seriesOf('chip', base, 'blocks').map(({ id, spec }) => ({ id, figures: ['2'], spec }));
}

/** Merges equal experiments, so that each runs once and serves the figures of all. */
function joinEqual(experiments: readonly PaperExperiment[]): readonly PaperExperiment[] {
  const joined = new Map<string, PaperExperiment>();
  for (const experiment of experiments) {
    const key = experimentKey(experiment.spec);
    const first = joined.get(key);
    const figures = PAPER_FIGURES.filter((figure) =>
      [...(first?.figures ?? []), ...experiment.figures].includes(figure),
    );
    joined.set(key, { ...(first ?? experiment), figures });
  }
  return [...joined.values()];
}

/** Models with experiments, the cheapest first. */
export const MEASURED_MODELS: readonly string[] = [...PAPER_BUDGETS.keys()];

/** Models of the paper's figures and claims, or their minis, the cheapest first. */
export const PAPER_MODELS: readonly string[] = MEASURED_MODELS.filter((id) => !BEYOND_PAPER.includes(id));
