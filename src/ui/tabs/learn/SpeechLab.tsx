import { sum } from 'd3';
import { useEffect, useRef, useState } from 'react';
import { messageOf } from '../../../core/errors';
import { t } from '../../../core/language/t';
import { checkModel } from '../../../core/network/catalog';
import { numWeights } from '../../../core/network/model';
import { selectModel } from '../../../store/selectors/selectors';
import { PlayButton } from '../../controls/PlayButton';
import { Thumbnail } from '../../controls/Thumbnail';
import { useExplorer } from '../../hooks/useExplorer';
import { SOUND_RATE } from '../../playSound';
import { megabytes } from '../../text/format';
import { OwnAnswers } from './OwnAnswers';
import { recordSound } from './recordSound';

/** Length of a recording: a spoken digit and room around it. */
const RECORDING_MS = 1500;

/** Panel of a digit that a reader speaks, if the chosen network hears digits. */
export function SpeechLab() {
  const isSpeech = useExplorer((state) => selectModel(state).dataKind === 'speech');
  const chooseModel = useExplorer((state) => state.chooseModel);
  const setSettings = useExplorer((state) => state.setSettings);
  if (isSpeech) return <Microphone />;
  const weightBytes = 4 * sum(checkModel('ti-gru').layers, numWeights);
  return (
    <section className="panel" aria-labelledby="speech-title">
      <h2 id="speech-title">{t`Speak a digit`}</h2>
      <p>{t`The chosen network does not hear digits. TiGRU does; it has ${megabytes(weightBytes)} MB of weights.`}</p>
      <button
        type="button"
        className="button"
        onClick={() => {
          chooseModel('ti-gru');
          setSettings({ weights: 'fsdd' });
        }}
      >
        {t`Take TiGRU`}
      </button>
    </section>
  );
}

type Phase = 'idle' | 'asking' | 'recording';

/** Panel where a reader speaks a digit and sees what a network with wrong bits answers. */
function Microphone() {
  const [phase, setPhase] = useState<Phase>('idle');
  const [problem, setProblem] = useState('');
  const own = useExplorer((state) => state.own);
  const reply = useExplorer((state) => state.ownReply);
  const tryOwn = useExplorer((state) => state.tryOwn);
  const weights = useExplorer((state) => state.spec.weights);
  const isShown = useRef(true);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
      tryOwn(null);
    };
  }, [tryOwn]);
  const record = async () => {
    setProblem('');
    setPhase('asking');
    try {
      const sound = await recordSound(RECORDING_MS, () => setPhase('recording'));
      if (isShown.current) tryOwn({ kind: 'sound', ...sound });
    } catch (error) {
      setProblem(messageOf(error));
    }
    setPhase('idle');
  };
  return (
    <section className="panel digit-lab" aria-labelledby="speech-title">
      <h2 id="speech-title">{t`Speak a digit, and let a network with wrong bits hear it`}</h2>
      <p className="note">
        {t`Press, and say one digit in English, zero to nine. The browser asks for your microphone. The recording
          stays in this page: it is not sent, and gone when you leave.`}
      </p>
      <div className="digit-parts">
        <div className="digit-part">
          <button
            type="button"
            className="button button-primary speech-record"
            disabled={phase !== 'idle'}
            onClick={() => void record()}
          >
            {phase === 'idle'
              ? t`Record a digit`
              : phase === 'asking'
                ? t`Waiting for the microphone`
                : t`Speak now`}
          </button>
          <p role="status" className="sr-only">
            {phase === 'recording' ? t`Speak now` : ''}
          </p>
          {problem !== '' && (
            <p className="problem" role="alert">
              {problem}
            </p>
          )}
          <p className="note">
            {weights === 'fsdd'
              ? t`It learnt from six voices. Yours, your room and your microphone are new to it, so it may err without any fault.`
              : t`It learnt from synthetic voices alone and misunderstands many people, without any fault.`}
          </p>
        </div>
        <div className="digit-part">
          <p className="note">{t`What the network hears, without the silence around it.`}</p>
          {reply === null || own === null ? (
            <p className="empty digit-empty">{t`Nothing yet`}</p>
          ) : (
            <>
              <Thumbnail thumbnails={reply.seen} index={0} isSound label={t`Spectrogram of your recording`} />
              {reply.heard !== null && (
                <p className="row tabular">
                  <PlayButton sound={reply.heard} name={t`your recording`} />
                  {`${(reply.heard.length / SOUND_RATE).toFixed(2)} s`}
                </p>
              )}
            </>
          )}
        </div>
        <OwnAnswers isAsked={own !== null} />
      </div>
    </section>
  );
}
