import { useCallback, useEffect, useRef, useState } from 'react';
import { messageOf } from '../../core/errors';
import type { KeptRun } from '../../experiment/shelf/keptRun';
import type { Shelf } from '../../store/shelf/shelf';
import { useExplorer } from '../hooks/useExplorer';
import { useThrottled } from '../hooks/useThrottled';

/** Shortest time between two readings of the list while results arrive, in milliseconds. */
const READ_EVERY_MS = 1000;

/** Runs of the shelf as they are now. */
interface ShelfList {
  /** Newest first. Null until they are read. */
  readonly runs: readonly KeptRun[] | null;
  /** Networks whose runs are not listed until their files are opened, by id. */
  readonly unopened: readonly string[];
  /** Keys of the experiments that a tab runs. */
  readonly running: ReadonlySet<string>;
  /** Reason why the browser does not keep runs; empty if it does. */
  readonly problem: string;
  readonly refresh: () => void;
}

/** Reads the list, and again after each change in this tab or another one. */
export function useShelfList(shelf: Shelf | null): ShelfList {
  const [list, setList] = useState<Omit<ShelfList, 'refresh'>>({
    runs: null,
    unopened: [],
    running: new Set(),
    problem: '',
  });
  const latest = useRef(0);
  const measured = useThrottled(
    useExplorer((state) => state.measured),
    READ_EVERY_MS,
  );
  const isRunning = useExplorer((state) => state.progress?.running === true);
  const refresh = useCallback(() => {
    if (shelf === null) return;
    const own = ++latest.current;
    Promise.all([shelf.list(), shelf.running(), shelf.unopened()]).then(
      ([runs, running, unopened]) =>
        own === latest.current && setList({ runs, running, unopened, problem: '' }),
      (error: unknown) =>
        setList({
          runs: [],
          unopened: [],
          running: new Set(),
          problem: messageOf(error),
        }),
    );
  }, [shelf]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new results are a reason to read again
  useEffect(refresh, [refresh, measured, isRunning]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const leave = shelf?.onChange(({ kind }) => {
      if (kind !== 'batch') return refresh();
      timer ??= setTimeout(() => {
        timer = undefined;
        refresh();
      }, READ_EVERY_MS);
    });
    return () => {
      clearTimeout(timer);
      leave?.();
    };
  }, [shelf, refresh]);
  return { ...list, refresh };
}
