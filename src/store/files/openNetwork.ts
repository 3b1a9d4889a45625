import type { AssetFile, NetworkFiles } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import { checkModel, rememberModel } from '../../core/network/catalog';
import type { OpenedNetwork } from '../../core/network/graphReport';
import { dataTitle } from '../../experiment/settings/dataId';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { specOfModel } from '../../experiment/settings/specOfModel';
import { inUseSentence } from '../../experiment/text/filesInUse';
import type { EngineSession } from '../engine/engineSession';
import { notify } from '../notices';
import { bytesOf } from '../shelf/fileShelf';
import { offerToKeep } from '../shelf/offerToKeep';
import type { Notice, OwnNetwork, StateAccess } from '../state';
import { withSamples } from '../withSamples';
import { isLabelFile } from './isLabelFile';
import { weightsAmong } from './weightsAmong';

/** Actions of the store that open what files hold. */
export interface Openers {
  /** Applies the experiment of the files. */
  readonly applySpec: (spec: ExperimentSpec) => void;
  /** Opens the experiment and the view of a link. */
  readonly openLink: (link: string) => void;
}

/**
 * Opens the network in a file of the reader and shows its sheet, or the reasons why it cannot be
 * run. Files beside it that do not hold its tensors are opened as its samples. Resolves to false
 * without showing reasons if `showsReasons` is false and it cannot be run. Throws AssetError for
 * samples that cannot be used; the network stays open.
 */
export async function openNetwork(
  store: StateAccess,
  session: EngineSession,
  network: AssetFile,
  beside: readonly AssetFile[],
  openers: Openers,
  showsReasons = true,
): Promise<boolean> {
  const { getState, setState } = store;
  const given: NetworkFiles = { format: 'network', weights: network, others: beside };
  let answer = await session.pool.openNetwork(given);
  const laid = 'reasons' in answer ? null : await weightsAmong(beside, tensorNames(answer));
  if (laid !== null) answer = await session.pool.openNetwork({ ...given, laid });
  if ('reasons' in answer) {
    if (!showsReasons) return false;
    getState().dismiss('files');
    setState({ sheet: answer });
    return true;
  }
  getState().dismiss('files');
  const { description, dataFiles } = answer;
  const { id } = description;
  rememberModel(description);
  const tensors = beside.filter((file) => file !== laid && dataFiles.includes(file.name));
  session.addNetwork(id, { ...given, others: tensors, ...(laid && { laid }) });
  const { networks, awaited, spec } = getState();
  const lacking = awaited?.id ?? lackingNetwork(getState());
  const samples = networks[id]?.samples ?? null;
  setState({ networks: { ...networks, [id]: { ...answer, samples } } });
  if (awaited?.id === id) openers.openLink(awaited.link);
  else if (lacking === id) openers.applySpec(spec);
  else {
    setState({ sheet: id });
    if (lacking !== null) {
      const text =
        awaited === null
          ? t`The experiment asks for the network ${lacking}, ${network.name} holds ${id}: it opens as an experiment of its own`
          : t`The link asks for the network ${lacking}, ${network.name} holds ${id}: it opens as an experiment of its own`;
      notify(store, { id: 'files', tone: 'warning', text });
    }
  }
  const files = beside.filter((file) => file !== laid && !tensors.includes(file));
  if (files.length > 0) await openSamplesFor(id, store, session, files, openers);
  return true;
}

/** Returns the reader's network of the experiment if its file is not open; null otherwise. */
function lackingNetwork({ spec, networks }: ReturnType<StateAccess['getState']>): string | null {
  const isOwn = checkModel(spec.model).dataKind === 'own';
  return isOwn && networks[spec.model] === undefined ? spec.model : null;
}

/** Returns the names of an opened network's tensors. */
function tensorNames({ report }: OpenedNetwork): readonly string[] {
  return report.tensors.map(({ name }) => name);
}

/**
 * Opens an open network with other weights, as a network of its own with the same samples. Shows
 * its sheet, or the reasons against the weights. Returns its id, null if they are refused.
 */
async function layWeights(
  id: string,
  store: StateAccess,
  session: EngineSession,
  laid: AssetFile,
  { applySpec }: Openers,
): Promise<string | null> {
  const { getState, setState } = store;
  const files = { ...session.networkOf(id), laid };
  const answer = await session.pool.openNetwork(files);
  getState().dismiss('files');
  if ('reasons' in answer) {
    setState({ sheet: answer });
    return null;
  }
  const { description } = answer;
  rememberModel(description);
  session.addNetwork(description.id, files);
  const { networks, spec } = getState();
  const samples = networks[id]?.samples ?? null;
  setState({ networks: { ...networks, [description.id]: { ...answer, samples } }, sheet: description.id });
  if (spec.model === id && samples !== null)
    applySpec(withSamples(specOfModel(description.id, spec), samples));
  return description.id;
}

/** Opens weights for an open network, samples for it, or both. Throws AssetError for samples. */
export async function openForNetwork(
  id: string,
  store: StateAccess,
  session: EngineSession,
  files: readonly AssetFile[],
  openers: Openers,
): Promise<void> {
  const network = store.getState().networks[id];
  const laid = network === undefined ? null : await weightsAmong(files, tensorNames(network));
  const target = laid === null ? id : await layWeights(id, store, session, laid, openers);
  const samples = files.filter((file) => file !== laid);
  if (target !== null && samples.length > 0) await openSamplesFor(target, store, session, samples, openers);
}

/**
 * Returns the samples that a network runs on without labels, with a file of labels that was given
 * after them. Null: the files are something else.
 */
async function withLabels(
  [file, second]: readonly AssetFile[],
  network: OwnNetwork | undefined,
  session: EngineSession,
): Promise<readonly AssetFile[] | null> {
  if (file === undefined || second !== undefined || network === undefined) return null;
  const { samples, description } = network;
  if (samples === null || samples.isLabelled) return null;
  if (!(await isLabelFile(file, description.inputShape))) return null;
  return [...session.samplesOf(samples.data), { ...file, isLabels: true }];
}

/**
 * Opens samples for an open network, and their experiment. Those that a link asks for keep its
 * preprocessing. Samples that only get labels keep theirs, but for the order of the classes. For
 * others the engine proposes one. Throws AssetError naming the invalid file.
 */
async function openSamplesFor(
  id: string,
  store: StateAccess,
  session: EngineSession,
  files: readonly AssetFile[],
  { applySpec }: Openers,
): Promise<void> {
  const { getState, setState } = store;
  const { spec: before, networks: open } = getState();
  const labels = await withLabels(files, open[id], session);
  const isAsked = before.model === id && !session.hasData(before.data);
  const own = open[id]?.samples;
  const isCurrent = before.model === id && before.data === own?.data;
  const current = isCurrent ? before.preprocessing : (own?.preprocessing ?? null);
  const assets = await session.importSamples(id, {
    samples: labels ?? files,
    preprocessing: isAsked ? before.preprocessing : labels === null ? null : current,
    proposesClasses: !isAsked && labels !== null,
  });
  const { dataId: data, steps: preprocessing, numSamples, isLabelled, notes } = assets;
  const samples = { data, preprocessing, numSamples, isLabelled, notes };
  const { networks, spec } = getState();
  setState({ networks: { ...networks, [id]: { ...networks[id]!, samples } } });
  applySpec(withSamples(spec.model === id ? spec : specOfModel(id, spec), samples, networks[id]!.samples));
  const { dataKind } = checkModel(id);
  const sentences = [inUseSentence({ model: id, data, weights: assets.weightsId }, null)];
  let tone: Notice['tone'] = 'info';
  if (isAsked && data !== before.data) {
    tone = 'warning';
    sentences.unshift(
      t`The link asks for ${dataTitle(before.data, dataKind)}, these files are ${dataTitle(data, dataKind)}: they open as an experiment of their own`,
    );
  }
  notify(store, { id: 'files', tone, text: sentences.join('. '), ...(notes.length > 0 && { more: notes }) });
  const network = session.networkOf(id);
  const ownFiles = { format: 'own', samples: session.samplesOf(data) } as const;
  const bytes = bytesOf(network) + bytesOf(ownFiles);
  offerToKeep(store, bytes, (shelf) => shelf.keepNetwork(id, network, samples, ownFiles));
}
