import { checkModel } from '../../core/network/catalog';
import { dataTitle, isUserFile, weightsTitle } from '../settings/dataId';
import type { ExperimentSpec } from '../settings/experimentSpec';
import { SETTING_OPTIONS } from '../settings/settingOptions';
import { actsIn, SETTINGS, type SettingName, settingsOf } from '../settings/settingsTable';

/**
 * Returns the command that repeats an experiment: `npm run sweep -- --model lenet-fc …`. It names
 * every setting with an effect, so that it keeps its meaning when defaults change. Files that only
 * the reader has stand in it as `<lenet.onnx>`, `<MNIST>` or `<weight file 3f9a01c2…>`, to be
 * replaced by a path.
 */
export function commandLine(spec: ExperimentSpec): string {
  const options = settingsOf(spec)
    .filter(
      (name) => actsIn(name, spec) && !(name === 'weights' && checkModel(spec.model).dataKind === 'own'),
    )
    .map((name) => `--${SETTING_OPTIONS[name]} ${quoted(optionText(name, spec))}`);
  return `npm run sweep -- ${options.join(' ')}`;
}

function optionText(name: SettingName, spec: ExperimentSpec): string {
  const { dataKind, title, file } = checkModel(spec.model);
  const { data, weights } = spec;
  if (name === 'model' && dataKind === 'own') return `<${file?.name ?? title}>`;
  if (name === 'data' && data !== 'generated') return `<${dataTitle(data, dataKind)}>`;
  if (name === 'weights' && (isUserFile(weights) || weights === 'imagenet'))
    return `<${weightsTitle(weights, dataKind)}${isUserFile(weights) ? '' : ' weights'}>`;
  return format(name, spec);
}

function format<K extends SettingName>(name: K, spec: ExperimentSpec): string {
  return SETTINGS[name].format(spec[name]);
}

/** Quotes a text with letters that a shell would read. */
function quoted(text: string): string {
  return /^[\w.,:+-]+$/.test(text) ? text : `"${text}"`;
}
