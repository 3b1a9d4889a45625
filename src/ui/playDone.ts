/** Frequencies of the two notes in Hz, and the seconds of each. */
const NOTES = [660, 880];
const SECONDS = 0.16;

/** Plays two soft notes. A browser that refuses sound before a press stays silent. */
export function playDone(): void {
  const context = new AudioContext();
  const end = context.currentTime + NOTES.length * SECONDS;
  for (const [index, frequency] of NOTES.entries()) {
    const start = context.currentTime + index * SECONDS;
    const note = context.createOscillator();
    const volume = context.createGain();
    note.frequency.value = frequency;
    volume.gain.setValueAtTime(0.12, start);
    volume.gain.exponentialRampToValueAtTime(1e-3, start + SECONDS);
    note.connect(volume).connect(context.destination);
    note.start(start);
    note.stop(start + SECONDS);
  }
  setTimeout(() => void context.close(), 1000 * (end - context.currentTime) + 200);
}
