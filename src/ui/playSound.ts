/** Sounds come at the rate of telephones, whatever the machine's own. */
export const SOUND_RATE = 8000;

let context: AudioContext | undefined;
let stopCurrent = () => {};

/** Plays a recording of 8 kHz, in -1 to 1, and ends the one before. Returns what ends it; `onEnd` is called in either case. */
export function playSound(samples: Float32Array, onEnd: () => void): () => void {
  stopCurrent();
  // Made at the first press: browsers refuse sound that no one asked for.
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
