/** Sampling rate of the recordings in Hz. */
export const SOUND_RATE = 8000;

let context: AudioContext | undefined;
let stopCurrent = () => {};

/**
 * Plays samples in [-1, 1] at `SOUND_RATE` and stops the recording before. Returns a function that
 * stops it. `onEnd` is called once, when it ends or is stopped.
 */
export function playSound(samples: Float32Array, onEnd: () => void): () => void {
  stopCurrent();
  // Browsers refuse sound before the first user action, so the context is made here.
  context ??= new AudioContext();
  void context.resume();
  const buffer = context.createBuffer(1, Math.max(1, samples.length), SOUND_RATE);
  buffer.copyToChannel(new Float32Array(samples), 0);
  const source = context.createBufferSource();
  source.buffer = buffer;
  source.connect(context.destination);
  let ended = false;
  const stop = () => {
    if (ended) return;
    ended = true;
    source.stop();
    onEnd();
  };
  source.onended = stop;
  source.start();
  stopCurrent = stop;
  return stop;
}
