import { readStoredRun, type StoredRunFile } from './storedRun';
import lenetFc from './storedRuns/lenet-fc.stored.json';

/** All runs that ship with the page. */
export const STORED_RUNS = [readStoredRun(lenetFc as StoredRunFile)];
