import { useEffect, useState } from 'react';
import { acceptedFiles } from '../../core/files/acceptedFiles';
import { t } from '../../core/language/t';
import { useExplorer } from '../hooks/useExplorer';
import { droppedFiles } from './droppedFiles';

/**
 * Opens files that are dropped anywhere on the page. Names the accepted files while any are dragged
 * over the page.
 */
export function PageDrop() {
  const openFiles = useExplorer((state) => state.openFiles);
  const [hovering, setHovering] = useState(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const onDragOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setHovering(true);
    };
    const onDragLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setHovering(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setHovering(false);
      if (event.dataTransfer !== null) openFiles(droppedFiles(event.dataTransfer));
    };
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [openFiles]);
  return hovering ? (
    <div className="page-drop" aria-hidden="true">
      {t`Drop here: ${acceptedFiles()}`}
    </div>
  ) : null;
}
