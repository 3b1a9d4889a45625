import { t } from '../../core/language/t';
import { Segmented } from '../controls/Segmented';
import { useExplorer } from '../hooks/useExplorer';

/**
 * Choice of signed or unsigned words for ReLU outputs. `hasRelu` is false if no faulty activation
 * is one.
 */
export function ReluWordsControl({ hasRelu }: { readonly hasRelu: boolean }) {
  const reluWords = useExplorer((state) => state.spec.reluWords);
  const edit = useExplorer((state) => state.setSettings);
  if (!hasRelu)
    return (
      <p className="note">{t`None of these activations is the output of a ReLU, so all words have a sign bit.`}</p>
    );
  return (
    <>
      <Segmented
        label={t`Words after ReLU`}
        showLabel
        value={reluWords}
        options={[
          ['signed', t`Signed`],
          ['unsigned', t`Unsigned`],
        ]}
        onChange={(next) => edit({ reluWords: next })}
      />
      <p className="note">
        {reluWords === 'signed'
          ? t`Values after a ReLU are never negative, but each word still has a sign bit that can flip.`
          : t`Values after a ReLU are never negative. Words have no sign bit and one more integer bit.`}
      </p>
    </>
  );
}
