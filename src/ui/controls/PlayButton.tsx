import { useEffect, useRef, useState } from 'react';
import { t } from '../../core/language/t';
import { playSound } from '../playSound';

interface PlayButtonProps {
  readonly sound: Float32Array;
  /** Name of the recording, such as `recording 12, a 7`. */
  readonly name: string;
}

/**
 * Plays a recording, or stops it. The page plays one recording at a time, and none without a press.
 */
export function PlayButton({ sound, name }: PlayButtonProps) {
  const [playing, setPlaying] = useState(false);
  const stop = useRef(() => {});
  useEffect(() => () => stop.current(), []);
  const press = () => {
    if (playing) return stop.current();
    stop.current = playSound(sound, () => setPlaying(false));
    setPlaying(true);
  };
  return (
    <button
      type="button"
      className="play"
      aria-label={playing ? t`Stop ${name}` : t`Play ${name}`}
      onClick={press}
    >
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <path d={playing ? 'M2.5 2.5h7v7h-7z' : 'M3 1.5l7.5 4.5-7.5 4.5z'} />
      </svg>
    </button>
  );
}
