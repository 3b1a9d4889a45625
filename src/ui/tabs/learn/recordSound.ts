import { t } from '../../../core/language/t';

/** Sound of a microphone, mono, in -1 to 1. */
export interface MicrophoneSound {
  readonly samples: Float32Array;
  /** In Hz. */
  readonly rate: number;
}

/** Largest amplitude of a recording that counts as silence. */
const SILENT = 1e-4;

/**
 * Records the microphone for `ms` milliseconds, without the browser's filters for calls. Asks for
 * permission, and calls `onStart` once the microphone is on. Nothing is stored and nothing sent.
 * Throws an Error with a sentence for the reader.
 */
export async function recordSound(ms: number, onStart: () => void): Promise<MicrophoneSound> {
  const stream = await openMicrophone();
  try {
    const recorder = new MediaRecorder(stream);
    const parts: Blob[] = [];
    const stopped = new Promise((resolve) => {
      recorder.ondataavailable = ({ data }) => parts.push(data);
      recorder.onstop = resolve;
    });
    recorder.start();
    onStart();
    await new Promise((resolve) => setTimeout(resolve, ms));
    recorder.stop();
    await stopped;
    return await decode(new Blob(parts));
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}

async function openMicrophone(): Promise<MediaStream> {
  // Browsers hide the microphone from pages without encryption.
  if (navigator.mediaDevices === undefined)
    throw new Error(t`This browser gives no microphone to this page: expected an address with https://`);
  const filters = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, ...filters } });
  } catch (error) {
    throw new Error(refusalOf(error), { cause: error });
  }
}

/** States why there is no microphone. */
function refusalOf(error: unknown): string {
  const { name, message } = error as DOMException;
  if (name === 'NotAllowedError')
    return t`The microphone was refused. Allow it in the browser’s settings of this page, then press again.`;
  if (name === 'NotFoundError') return t`No microphone was found. Connect one, then press again.`;
  return t`The microphone cannot be opened: ${message}`;
}

async function decode(recording: Blob): Promise<MicrophoneSound> {
  const context = new AudioContext();
  try {
    const buffer = await context.decodeAudioData(await recording.arrayBuffer());
    const samples = buffer.getChannelData(0);
    if (!samples.some((sample) => Math.abs(sample) > SILENT))
      throw new Error(t`The microphone gave no sound. Is it switched off?`);
    return { samples, rate: buffer.sampleRate };
  } finally {
    await context.close();
  }
}
