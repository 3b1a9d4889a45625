import { t } from '../../core/language/t';

/** Opens the list of keys and terms. */
export function HelpButton({ onHelp }: { readonly onHelp: () => void }) {
  return (
    <button type="button" className="button" aria-label={t`Help: keys and terms`} onClick={onHelp}>
      ?
    </button>
  );
}
