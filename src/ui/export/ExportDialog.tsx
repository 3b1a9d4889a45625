import { type ReactNode, useEffect, useRef, useState } from 'react';
import { figureRecord } from '../../experiment/documents/figureRecord';
import { selectLink } from '../../store/selectors/selectors';
import { Segmented } from '../controls/Segmented';
import { useExplorerStore } from '../hooks/useExplorer';
import { FigureFileButton } from '../still/FigureFileButton';
import { drawPicture } from './drawPicture';
import { figureCaption } from './figureCaption';
import { PICTURE_STYLES, type PictureStyleName } from './pictureStyles';
import { rasterize } from './rasterize';
import { saveFile } from './saveFile';

interface ExportDialogProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** Shows a figure as it is exported, with buttons that save it. Open while it is mounted. */
export function ExportDialog({ title, children, onClose }: ExportDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="help export" aria-label={`Export: ${title}`} onClose={onClose}>
      <div className="panel-head">
        <h2>Export: {title}</h2>
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      <PictureExport title={title}>{children}</PictureExport>
    </dialog>
  );
}

function PictureExport({ title, children }: Pick<ExportDialogProps, 'title' | 'children'>) {
  const store = useExplorerStore();
  // A picture of one moment: the page may go on measuring while the dialog is open.
  const [state] = useState(store.getState);
  const [content] = useState(children);
  const [name, setName] = useState<PictureStyleName>('light');
  const [drawn, setDrawn] = useState<{ readonly svg: string; readonly url: string } | null>(null);
  const [record] = useState(() => {
    const link = location.href.replace(/#.*$/s, '') + selectLink(state);
    const report = state.engine.kind === 'ready' ? state.engine.report : undefined;
    return figureRecord(title, link, new Date(), report?.adapter);
  });
  useEffect(() => {
    let url = '';
    // React does not draw another tree while it handles an effect.
    const timer = setTimeout(() => {
      const picture = { title, caption: figureCaption(state), content, record };
      const svg = drawPicture(picture, PICTURE_STYLES[name], store);
      url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
      setDrawn({ svg, url });
    }, 0);
    return () => {
      clearTimeout(timer);
      URL.revokeObjectURL(url);
    };
  }, [title, content, name, record, state, store]);
  const file = `${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${state.spec.model}`;
  return (
    <>
      <Segmented
        label="Style"
        value={name}
        options={(Object.keys(PICTURE_STYLES) as PictureStyleName[]).map((key) => [
          key,
          PICTURE_STYLES[key].title,
        ])}
        onChange={setName}
      />
      <div className="export-preview">
        {drawn !== null && <img src={drawn.url} alt={`Preview: ${title}`} />}
      </div>
      <div className="row">
        <button
          type="button"
          className="button button-primary"
          disabled={drawn === null}
          onClick={() => saveFile(`${file}.svg`, drawn!.svg, 'image/svg+xml')}
        >
          Save SVG
        </button>
        <button
          type="button"
          className="button"
          disabled={drawn === null}
          onClick={async () => saveFile(`${file}.png`, await rasterize(drawn!.svg, record), 'image/png')}
        >
          Save PNG
        </button>
        <FigureFileButton />
        <span className="note">Drop either file on this page to open the same experiment and view.</span>
      </div>
    </>
  );
}
