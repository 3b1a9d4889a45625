import { grouped } from '../../experiment/text/numberWords';
import { selectLink } from '../../store/selectors/selectors';
import { CopyText } from '../controls/CopyText';
import { Popup } from '../controls/Popup';
import { useExplorer } from '../hooks/useExplorer';

interface ShareButtonProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Shows the link to this experiment and view in full, with its length. */
export function ShareButton({ open, onOpenChange }: ShareButtonProps) {
  const hash = useExplorer(selectLink);
  // While the page is prerendered, there is no `location`. It is read only if the panel is open.
  const link = open ? location.href.replace(/#.*$/s, '') + hash : hash;
  return (
    <Popup title="Share this experiment" label="Share" open={open} onOpenChange={onOpenChange}>
      <p>This link opens the same experiment with the same flipped bits on any device.</p>
      <CopyText
        label="Link to this experiment"
        text={link}
        rows={Math.min(8, Math.ceil(link.length / 42) + 1)}
        copyAtOnce
      >
        <span className="muted tabular">{grouped(link.length)} characters</span>
      </CopyText>
    </Popup>
  );
}
