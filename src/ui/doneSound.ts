import { readSetting, writeSetting } from './settings';

/** Returns true if the reader wants a sound at the end of a run. Off by default. */
export function hearsDone(): boolean {
  return readSetting('doneSound') === 'on';
}

/** Switches the sound at the end of runs, also for later visits. */
export function setHearsDone(isOn: boolean): void {
  writeSetting('doneSound', isOn ? 'on' : 'off');
}
