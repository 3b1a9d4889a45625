import { parseJson } from '../../core/files/jsonFile';
import { t } from '../../core/language/t';
import { exportBaseline } from '../documents/exportRows';
import { networkRecord } from '../documents/networkRecord';
import { checkDocument } from '../documents/readDocument';
import type { ShownRun } from '../documents/storedRun';
import { parseLink } from '../link/link';
import { DEFAULT_VIEW, type View } from '../link/view';
import { experimentKey } from '../settings/experimentKey';
import { readableSpec } from '../settings/readableSpec';
import { packTrials } from '../sweep/packedTrials';
import type { Measurement } from '../sweep/results';
import { tolerance } from '../ticks/tolerance';
import { unpackTrials } from './figureTrials';

/** Results of a figure without an engine, and the view with which it opens. */
export interface StillFigure {
  readonly run: ShownRun;
  readonly view: View;
  /** Address of the page that computes more, without its hash. Null if the link has none. */
  readonly site: string | null;
}

/** Name of the results in errors. */
const NAME = 'results';

/**
 * Writes a measurement as the JSON that `readFigure` reads: a document with packed trials and
 * without what is computed again. `environment` names device and versions.
 */
export function figureDocument({ spec, baseline, results }: Measurement, environment: string): string {
  return JSON.stringify({
    spec: readableSpec(spec),
    network: networkRecord(spec.model),
    environment,
    baseline: exportBaseline(baseline),
    packed: { total: spec.numSamples, rates: packTrials(results) },
  });
}

/**
 * Reads the results of a figure, as a sweep or `figureDocument` wrote them, and the link to them,
 * which may be empty. Throws AssetError for other results, and RangeError for a link to another
 * experiment or one that is not understood.
 */
export function readFigure(results: string, link: string): StillFigure {
  const document = unpackTrials(parseJson(results, NAME, t`the JSON of a sweep`));
  const measured = checkDocument(document, NAME);
  const { environment } = document as { readonly environment?: unknown };
  const parsed = parseLink(link);
  if (parsed.kind !== 'none') {
    const [problem] = parsed.problems;
    if (problem !== undefined) throw new RangeError(t`Cannot use the link of this figure. ${problem.reason}`);
    if (experimentKey(parsed.spec) !== experimentKey(measured.spec))
      throw new RangeError(t`Cannot show these results: the link is to another experiment`);
  }
  return {
    run: {
      ...measured,
      tolerance: tolerance(measured),
      environment: typeof environment === 'string' ? environment : '',
    },
    view: parsed.kind === 'none' ? DEFAULT_VIEW : { ...parsed.view, tab: 'explore' },
    site: /^(https?:[^#]*)#/.exec(link.trim())?.[1] ?? null,
  };
}
