import { checkModel } from '../../core/network/catalog';
import { STOCK_WEIGHTS } from '../../core/network/stockWeights';
import type { DownloadCache } from '../cache/downloadCache';
import { refuse } from '../notices';
import type { StateAccess } from '../state';
import { download } from './download';
import type { EngineKeeper } from './engineKeeper';
import type { ShowDownload } from './showDownload';

/**
 * Fetches the weights that Keras publishes of the state's model into the engine, on from where that broke off; a notice tells
 * of a failure. True when they are here and the model is still the one.
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
  const label = `${checkModel(spec.model).title} weights`;
  getState().dismiss('files');
  setState({ download: { label, loaded: 0, total: stock.aboutBytes } });
  try {
    const weights = await download(stock.url, name, parts, (loaded, total) =>
      showDownload({ label, loaded, total }),
    );
    try {
      await session.bring({ data: null, model: { format: 'keras', weights } }, spec, 'imagenet');
    } catch (error) {
      // What the engine refuses is not Keras's file: at the next click all of it is fetched anew.
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
