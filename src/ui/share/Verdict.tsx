import { selectLinkedProof } from '../../store/linkedProof';
import { useExplorer } from '../hooks/useExplorer';
import { useLoaded } from '../hooks/useLoaded';

const loadVerdict = async () => (await import('./LinkVerdict')).LinkVerdict;

/**
 * Shows the verdict on the fingerprint of the opened link while its settings are shown. It is
 * loaded for a link with a fingerprint.
 */
export function Verdict() {
  const fingerprint = useExplorer((state) => selectLinkedProof(state).fingerprint);
  const LinkVerdict = useLoaded(loadVerdict, fingerprint !== undefined);
  return fingerprint !== undefined && LinkVerdict !== null && <LinkVerdict fingerprint={fingerprint} />;
}
