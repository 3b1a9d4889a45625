import * as z from 'zod/mini';
import { AssetError } from '../../core/errors';
import { fieldError, parseJson } from '../../core/files/jsonFile';
import { t } from '../../core/language/t';
import { MAX_LINK_CHARS } from '../link/link';
import type { Measurement } from '../sweep/results';
import type { Tolerance } from '../ticks/tolerance';
import {
  type BundledFile,
  bundledFileForm,
  MAX_BUNDLED_FILES,
  type NamedBytes,
  readBundledFile,
} from './bundledFiles';
import type { ExportedSeries } from './exportCsv';
import { exportDocument } from './exportRows';
import { type NetworkRecord, rememberRecord } from './networkRecord';
import { PROGRAM } from './program';
import { checkDocument } from './readDocument';

const VERSION = 1;
const MAX_RUNS = 100;

/** Series of a bundle, with its ticks if they are known. */
export interface BundledSeries extends ExportedSeries {
  /** Left out: they are computed. */
  readonly tolerance?: Tolerance | null | undefined;
}

interface BundleContext {
  /** Address of experiment and view. */
  readonly link: string;
  /** Facts on the device of the live trials; empty if none ran. */
  readonly device: Readonly<Record<string, unknown>>;
  readonly date: Date;
  /** Images counted of each class [numClasses]. */
  readonly imagesPerClass: readonly number[];
  /** Files of the reader, if wanted. */
  readonly files?: readonly BundledFile[];
}

/**
 * Writes series as one JSON file that `readBundle` and the page read: for each the document of a
 * sweep (`ExportDocument`), its name and its source. Networks of the reader come before them, files
 * of the reader last.
 */
export function makeBundle(series: readonly BundledSeries[], context: BundleContext): string {
  const { link, device, date, imagesPerClass, files = [] } = context;
  const environment = { program: PROGRAM, date: date.toISOString(), ...device };
  const networks = new Map<string, NetworkRecord>();
  const runs = series.map(({ label, source, measurement, tolerance }) => {
    const facts = source === 'live' ? environment : { program: PROGRAM, source };
    const about = { link, environment: facts, elapsedMs: 0, imagesPerClass };
    const { elapsedMs: _, link: __, network, ...document } = exportDocument(measurement, about, tolerance);
    if (network !== undefined) networks.set(network.id, network);
    return { label, source, ...document };
  });
  const bundle = {
    ...{ aresExplorerBundle: VERSION, link, environment },
    ...(networks.size > 0 && { networks: [...networks.values()] }),
    runs,
    ...(files.length > 0 && { files }),
  };
  return `${JSON.stringify(bundle, null, 1)}\n`;
}

/** Run of a bundle. */
interface ReadRun {
  readonly label: string;
  readonly measurement: Measurement;
}

/** Content of a bundle. */
export interface ReadBundle {
  /** Address of experiment and view, not checked. */
  readonly link: string;
  /** Device, program and date in words, for people. */
  readonly environment: string;
  readonly runs: readonly ReadRun[];
  /** Files of the reader who saved the bundle. */
  readonly files: readonly NamedBytes[];
}

/** The forms of a bundle and of a sweep. Their messages are in the language of the page. */
function forms() {
  const linkText = t`a link of at most ${MAX_LINK_CHARS} characters`;
  const runsText = t`a list of 1 to ${MAX_RUNS} runs`;
  const object = t`an object`;
  const version = t`a whole number from ${1}`;
  const link = z.string(linkText).check(z.maxLength(MAX_LINK_CHARS, linkText));
  /** Devices are recorded as objects, or in old documents as text. */
  const environment = z.optional(z.unknown());
  const run = z.looseObject({ label: z.string(t`text`) }, object);
  const runs = z.array(run, runsText).check(z.minLength(1, runsText), z.maxLength(MAX_RUNS, runsText));
  const filesText = t`a list of at most ${MAX_BUNDLED_FILES} files`;
  const files = z.optional(
    z.array(bundledFileForm(), filesText).check(z.maxLength(MAX_BUNDLED_FILES, filesText)),
  );
  const networksText = t`a list of at most ${MAX_RUNS} networks`;
  const networks = z.optional(z.array(z.unknown(), networksText).check(z.maxLength(MAX_RUNS, networksText)));
  return {
    bundle: z.object(
      {
        aresExplorerBundle: z.int(version).check(z.gte(1, version)),
        link,
        environment,
        networks,
        runs,
        files,
      },
      object,
    ),
    sweep: z.object({ link, environment }, object),
  };
}

/** True if a text starts like a bundle, or like the JSON that `npm run sweep` writes. */
export function isBundle(text: string): boolean {
  return /^\uFEFF?\s*\{\s*"(?:aresExplorerBundle"\s*:|spec"\s*:\s*\{\s*"model")/.test(text.slice(0, 200));
}

/**
 * Reads a bundle, or the JSON of one sweep. Points and ticks in it are not used, because they
 * follow from the trials. Throws AssetError naming file, run and field, for a later version, and
 * for files that are not those of their digests. Networks of the reader become known to
 * `findModel`.
 */
export function readBundle(json: string, name: string): ReadBundle {
  const value = parseJson(json, name, t`a bundle or the JSON of a sweep`);
  const isSweep = typeof value === 'object' && value !== null && 'spec' in value;
  if (isSweep) {
    const sweep = check(forms().sweep, value, name);
    return {
      link: sweep.link,
      environment: words(sweep.environment),
      runs: [{ label: 'sweep', measurement: checkDocument(value, name) }],
      files: [],
    };
  }
  const bundle = check(forms().bundle, value, name);
  if (bundle.aresExplorerBundle > VERSION) {
    throw new AssetError(
      name,
      t`The bundle has version ${bundle.aresExplorerBundle}, which a newer program wrote: expected at most version ${VERSION}`,
    );
  }
  const { networks = [] } = bundle;
  for (const [index, network] of networks.entries())
    rememberRecord(network, t`${name}, network ${index + 1}`);
  return {
    link: bundle.link,
    environment: words(bundle.environment),
    runs: bundle.runs.map((run, index) => ({
      label: run.label,
      measurement: checkDocument(run, t`${name}, run ${index + 1}`),
    })),
    files: (bundle.files ?? []).map((file) => readBundledFile(file, name)),
  };
}

function check<T>(schema: z.ZodMiniType<T>, value: unknown, name: string): T {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  const { path, message: wanted } = result.error.issues[0]!;
  throw fieldError(name, value, { path, wanted }, result.error);
}

/** Facts of an environment that people read, in this order. */
const FACTS = ['program', 'aresExplorer', 'adapter', 'date'];
const MAX_FACT_CHARS = 80;

function words(environment: unknown): string {
  if (typeof environment === 'string') return environment.slice(0, MAX_FACT_CHARS);
  if (typeof environment !== 'object' || environment === null) return t`unknown device`;
  const facts = environment as Readonly<Record<string, unknown>>;
  const known = FACTS.map((name) => facts[name]).filter((fact) => typeof fact === 'string');
  return known.map((fact) => fact.slice(0, MAX_FACT_CHARS)).join(', ') || t`unknown device`;
}
