import { messageOf } from '../../core/errors';
import { t } from '../../core/language/t';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import type { SortedFiles } from '../files/sortFiles';
import { notify } from '../notices';
import type { StateAccess } from '../state';
import { bytesOf } from './fileShelf';

const NOTICE = 'keep-files';

/** Offers once to keep dropped files in this browser, with their size. */
export function offerToKeep(
  store: StateAccess,
  files: Pick<SortedFiles, 'data' | 'model'>,
  spec: ExperimentSpec,
): void {
  const { shelf, dismiss } = store.getState();
  if (shelf === null) return;
  const bytes = [files.data, files.model].reduce((sum, one) => sum + (one === null ? 0 : bytesOf(one)), 0);
  const act = async () => {
    dismiss(NOTICE);
    try {
      await shelf.files.keep(files, spec);
    } catch (error) {
      const text = t`The files are not kept in this browser (${messageOf(error)}). They stay open until the page is closed`;
      notify(store, { id: NOTICE, tone: 'warning', text });
    }
  };
  notify(store, {
    id: NOTICE,
    tone: 'info',
    text: t`Keep these files in this browser (${(bytes / 1e6).toFixed(1)} MB)? Links of this experiment then open without asking for them. They do not leave this machine`,
    action: { title: t`Keep`, act: () => void act() },
  });
}
