import { t } from '../../core/language/t';
import { checkModel } from '../../core/network/catalog';
import { STOCK_WEIGHTS } from '../../core/network/stockWeights';
import type { DownloadCache } from '../cache/downloadCache';
import { refuse } from '../notices';
import type { StateAccess } from '../state';
import { download } from './download';
import type { EngineKeeper } from './engineKeeper';
import type { ShowDownload } from './showDownload';

/**
 * Fetches or resumes the weights that Keras publishes for the state's model and opens them in the
 * engine. Shows a notice on failure. Resolves to true if they are open and the model is still the
 * same.
 */
export async function fetchStockWeights(
  store: StateAccess,
  keeper: EngineKeeper,
  parts: DownloadCache,
  showDownload: ShowDownload,
): Promise<boolean> {
  const { getState, setState } = store;
  const { session } = keeper;
  const { spec, download: running } = getState();
  const stock = STOCK_WEIGHTS[spec.model];
  if (session === undefined || stock === undefined || running !== null) return false;
  const name = stock.url.slice(stock.url.lastIndexOf('/') + 1);
  const label = t`${checkModel(spec.model).title} weights`;
  getState().dismiss('files');
  setState({ download: { label, loaded: 0, total: stock.aboutBytes } });
  try {
    const weights = await download(stock.url, name, parts, (loaded, total) =>
      showDownload({ label, loaded, total }),
    );
    try {
      await session.importFiles({ data: null, model: { format: 'keras', weights } }, spec, 'imagenet');
    } catch (error) {
      // A refused file is not the one that Keras published, so the next click fetches all of it.
      if (error instanceof Error && error.name === 'AssetError') await parts.remove(stock.url);
      throw error;
    }
    setState({ download: null });
    return session === keeper.session && getState().spec.model === spec.model;
  } catch (error) {
    setState({ download: null });
    refuse(store, 'files', error);
    return false;
  }
}
