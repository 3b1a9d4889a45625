import { messageOf } from '../../core/errors';
import { t } from '../../core/language/t';
import { notify } from '../notices';
import type { StateAccess } from '../state';
import type { FileShelf } from './fileShelf';

const NOTICE = 'keep-files';

/** Offers once to keep dropped files of `bytes` bytes in this browser. `keep` keeps them. */
export function offerToKeep(
  store: StateAccess,
  bytes: number,
  keep: (files: FileShelf) => Promise<void>,
): void {
  const { shelf, dismiss } = store.getState();
  if (shelf === null) return;
  const act = async () => {
    dismiss(NOTICE);
    try {
      await keep(shelf.files);
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
