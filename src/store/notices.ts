import type { Notice, StateAccess } from './state';

/** Says something to the reader, in place of what the last notice of this id said. */
export function notify({ getState, setState }: StateAccess, notice: Notice): void {
  setState({ notices: [...getState().notices.filter(({ id }) => id !== notice.id), notice] });
}

/** Says why something was refused. */
export function refuse(store: StateAccess, id: string, error: unknown): void {
  notify(store, { id, tone: 'error', text: messageOf(error) });
}

/** What people read of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
