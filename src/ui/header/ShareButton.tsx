import { t } from '../../core/language/t';
import { Icon } from '../controls/Icon';
import { PartMissing } from '../controls/PartMissing';
import { Popup } from '../controls/Popup';
import { useLoading } from '../hooks/useLoaded';

interface ShareButtonProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

const loadSharePanel = async () => (await import('../share/SharePanel')).SharePanel;

/** Opens the panel that shares this experiment. The panel is loaded when it is opened. */
export function ShareButton({ open, onOpenChange }: ShareButtonProps) {
  const { loaded: SharePanel, hasFailed, retry } = useLoading(loadSharePanel, open);
  return (
    <Popup
      title={t`Share this experiment`}
      className="button button-icon"
      label={
        <>
          <Icon path="M8 10V2M5 5l3-3 3 3M4 8H2.5v6h11V8H12" />
          <span>{t`Share`}</span>
        </>
      }
      open={open}
      onOpenChange={onOpenChange}
    >
      {SharePanel !== null && <SharePanel />}
      {hasFailed && <PartMissing onRetry={retry} />}
    </Popup>
  );
}
