import { t } from '../../core/language/t';
import { formatPreprocessing, parsePreprocessing } from '../../core/samples/preprocessingText';
import { TextInput } from '../controls/TextInput';
import { useExplorer } from '../hooks/useExplorer';

/** Edits the steps from a stored sample to the input of a reader's network. */
export function PreprocessingField() {
  const text = useExplorer((state) => state.spec.preprocessing);
  const edit = useExplorer((state) => state.setSettings);
  return (
    <TextInput
      label={t`Preprocessing`}
      text={text}
      parse={(typed) => formatPreprocessing(parsePreprocessing(typed.trim()))}
      onCommit={(preprocessing) => edit({ preprocessing })}
    />
  );
}
