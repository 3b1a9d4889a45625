import { t } from '../../core/language/t';
import { checkModel } from '../../core/network/catalog';
import { EMBEDDED_SAMPLES } from '../../core/network/embedded';
import { kindWord } from '../../core/network/kindWord';
import { samplesWord } from '../../core/network/sampleNoun';
import { dataTitle, weightsTitle } from '../../experiment/settings/dataId';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { networkTitle } from '../../experiment/settings/networkTitle';
import type { PooledEngine } from '../../worker/pool';
import { notify } from '../notices';
import type { ExplorerState, StateAccess } from '../state';
import type { EngineSession } from './engineSession';
import type { ShowDownload } from './showDownload';

/**
 * Opens model and data of the state's spec and describes them in the state. Returns null if a file
 * must be imported first, which the state then names, and if `isCurrent` returns false meanwhile.
 * Throws as `EngineSession.open` does.
 */
export async function openExperiment(
  session: EngineSession,
  store: StateAccess,
  showDownload: ShowDownload,
  isCurrent: () => boolean,
): Promise<PooledEngine | null> {
  const { getState, setState } = store;
  const { spec } = getState();
  const { title, dataKind } = checkModel(spec.model);
  const { missingData, missingWeights } = missingFiles(session, spec);
  if (missingData !== null || missingWeights !== null) {
    setState({ missingData, missingWeights, data: null, progress: null, download: null });
    return null;
  }
  const label =
    spec.data === 'generated' ? t`${title}, weights and ${kindWord(dataKind)}` : t`${title} weights`;
  if (session.engineFor(spec) === undefined) setState({ download: { label, loaded: 0, total: null } });
  const engine = await session.open(spec, (loaded, total) => {
    if (isCurrent()) showDownload({ label, loaded, total });
  });
  if (!isCurrent()) return null;
  const { assets } = engine;
  getState().dismiss('run');
  if (assets.isTrainingSet) {
    const text = t`These are the ${samplesWord(dataKind)} that the weights were trained on: the error on them says nothing about others`;
    notify(store, { id: 'training-set', tone: 'warning', text });
  } else getState().dismiss('training-set');
  const network = getState().networks[spec.model];
  if (network !== undefined) {
    const { dataId: data, steps: preprocessing, numSamples, isLabelled, notes } = assets;
    const samples = { data, preprocessing, numSamples, isLabelled, notes };
    setState({ networks: { ...getState().networks, [spec.model]: { ...network, samples } } });
  }
  setState({
    download: null,
    missingData: null,
    missingWeights: null,
    weightHistograms: assets.histograms,
    // The rest of an embedded set is fetched when a spec counts it.
    data: {
      ...assets,
      numSamples:
        spec.data === 'generated' && dataKind !== 'own' ? EMBEDDED_SAMPLES[dataKind] : assets.numSamples,
      title: dataTitle(assets.dataId, dataKind),
    },
  });
  return engine;
}

/** Returns the titles of data and weights that the reader must import first, or null for each. */
export function missingFiles(
  session: EngineSession,
  spec: ExperimentSpec,
): Pick<ExplorerState, 'missingData' | 'missingWeights'> {
  const model = checkModel(spec.model);
  const { dataKind } = model;
  return {
    missingData: session.hasData(spec.data) ? null : dataTitle(spec.data, dataKind),
    missingWeights: session.hasWeights(spec)
      ? null
      : dataKind === 'own'
        ? networkTitle(model)
        : weightsTitle(spec.weights, dataKind),
  };
}
