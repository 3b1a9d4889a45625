import type { AssetFile } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import { checkModel, rememberModel } from '../../core/network/catalog';
import { dataTitle } from '../../experiment/settings/dataId';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { specOfModel } from '../../experiment/settings/specOfModel';
import { inUseSentence } from '../../experiment/text/filesInUse';
import type { EngineSession } from '../engine/engineSession';
import { notify } from '../notices';
import type { Notice, StateAccess } from '../state';
import { withSamples } from '../withSamples';

/** Actions of the store that open what files hold. */
interface Openers {
  /** Applies the experiment of the files. */
  readonly applySpec: (spec: ExperimentSpec) => void;
  /** Opens the experiment and the view of a link. */
  readonly openLink: (link: string) => void;
}

/**
 * Opens the network in a file of the reader and shows its sheet, or the reasons why it cannot be
 * run. Files beside it that do not hold its tensors are opened as its samples. Throws AssetError
 * for samples that cannot be used; the network stays open.
 */
export async function openNetwork(
  store: StateAccess,
  session: EngineSession,
  network: AssetFile,
  beside: readonly AssetFile[],
  openers: Openers,
): Promise<void> {
  const { getState, setState } = store;
  const answer = await session.pool.openNetwork({ format: 'network', weights: network, others: beside });
  getState().dismiss('files');
  if ('reasons' in answer) return setState({ sheet: answer });
  const { description, dataFiles } = answer;
  const { id } = description;
  rememberModel(description);
  const tensors = beside.filter(({ name }) => dataFiles.includes(name));
  session.addNetwork(id, { format: 'network', weights: network, others: tensors });
  const { networks, awaited } = getState();
  const samples = networks[id]?.samples ?? null;
  setState({ networks: { ...networks, [id]: { ...answer, samples } } });
  if (awaited?.id === id) openers.openLink(awaited.link);
  else {
    setState({ sheet: id });
    if (awaited !== null) {
      const text = t`The link asks for the network ${awaited.id}, ${network.name} holds ${id}: it opens as an experiment of its own`;
      notify(store, { id: 'files', tone: 'warning', text });
    }
  }
  const files = beside.filter((file) => !tensors.includes(file));
  if (files.length > 0) await openSamplesFor(id, store, session, files, openers);
}

/**
 * Opens samples for an open network, and their experiment. Those that a link asks for keep its
 * preprocessing; for others the engine proposes one. Throws AssetError naming the invalid file.
 */
export async function openSamplesFor(
  id: string,
  store: StateAccess,
  session: EngineSession,
  files: readonly AssetFile[],
  { applySpec }: Openers,
): Promise<void> {
  const { getState, setState } = store;
  const { spec: before } = getState();
  const isAsked = before.model === id && !session.hasData(before.data);
  const assets = await session.importSamples(id, files, isAsked ? before.preprocessing : null);
  const { dataId: data, steps: preprocessing, numSamples, isLabelled, notes } = assets;
  const samples = { data, preprocessing, numSamples, isLabelled, notes };
  const { networks, spec } = getState();
  setState({ networks: { ...networks, [id]: { ...networks[id]!, samples } } });
  applySpec(withSamples(spec.model === id ? spec : specOfModel(id, spec), samples));
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
}
