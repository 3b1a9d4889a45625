import { messageOf } from '../core/errors';
import type { Notice, StateAccess } from './state';

/** Shows a notice and removes an older one with the same id. */
export function notify({ getState, setState }: StateAccess, notice: Notice): void {
  setState({ notices: [...getState().notices.filter(({ id }) => id !== notice.id), notice] });
}

/** Shows the message of an error as a notice. */
export function refuse(store: StateAccess, id: string, error: unknown): void {
  notify(store, { id, tone: 'error', text: messageOf(error) });
}
