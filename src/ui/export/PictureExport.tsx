import { useEffect, useMemo, useState } from 'react';
import { messageOf } from '../../core/errors';
import { t } from '../../core/language/t';
import { figureRecord } from '../../experiment/documents/figureRecord';
import type { ExplorerState } from '../../store/state';
import { Segmented } from '../controls/Segmented';
import { useExplorerStore } from '../hooks/useExplorer';
import { FigureFileButton } from '../still/FigureFileButton';
import { type DrawnPicture, drawPicture } from './drawPicture';
import type { ExportedPart } from './exportedPart';
import { figureCaption } from './figureCaption';
import { fullLink } from './fullLink';
import { PICTURE_STYLES, type PictureStyleName } from './pictureStyles';
import { rasterize } from './rasterize';
import { saveFile } from './saveFile';

interface PictureExportProps {
  readonly part: ExportedPart;
  readonly state: ExplorerState;
  /** File name without ending. */
  readonly file: string;
}

/** Height of letters below which journals refuse a figure, in points. */
const LEGIBLE_POINTS = 6;

const NAMES = Object.keys(PICTURE_STYLES) as PictureStyleName[];

/** Previews the picture in each style, and saves it as SVG or PNG. */
export function PictureExport({ part, state, file }: PictureExportProps) {
  const store = useExplorerStore();
  const [name, setName] = useState<PictureStyleName>('light');
  const [drawn, setDrawn] = useState<(DrawnPicture & { readonly url: string }) | null>(null);
  const [failure, setFailure] = useState('');
  const record = useMemo(() => {
    const adapter = state.engine.kind === 'ready' ? state.engine.report.adapter : undefined;
    return figureRecord(part.title, fullLink(state), new Date(), adapter);
  }, [part, state]);
  useEffect(() => {
    // React does not draw another tree while it handles an effect.
    const draw = () => {
      const caption = figureCaption(state);
      const picture = drawPicture({ part, caption, record }, PICTURE_STYLES[name], store);
      const image = new Blob([picture.svg], { type: 'image/svg+xml' });
      setDrawn({ ...picture, url: URL.createObjectURL(image) });
    };
    const timer = setTimeout(() => void failureOf(draw).then(setFailure), 0);
    return () => clearTimeout(timer);
  }, [part, name, record, state, store]);
  // Once the next preview has taken its place: an image without its address reports an error.
  const url = drawn?.url;
  useEffect(() => (url === undefined ? undefined : () => URL.revokeObjectURL(url)), [url]);
  return (
    <section className="export-part" aria-label={t`Picture`}>
      <Segmented
        label={t`Style`}
        value={name}
        options={NAMES.map((key) => [key, PICTURE_STYLES[key].title()] as const)}
        onChange={setName}
      />
      <div className="export-preview">
        {drawn !== null && <img src={drawn.url} alt={t`Preview: ${part.title}`} />}
      </div>
      {drawn !== null && drawn.smallestLetters < LEGIBLE_POINTS && (
        <p className="note">
          {t`The smallest letters have ${drawn.smallestLetters.toFixed(1)} points at this width. This panel is copied as wide as it stands: in a narrower window its letters are larger.`}
        </p>
      )}
      <div className="row">
        <button
          type="button"
          className="button button-primary"
          disabled={drawn === null}
          onClick={() => saveFile(`${file}.svg`, drawn!.svg, 'image/svg+xml')}
        >
          {t`Save SVG`}
        </button>
        <button
          type="button"
          className="button"
          disabled={drawn === null}
          onClick={async () =>
            setFailure(
              await failureOf(async () =>
                saveFile(`${file}.png`, await rasterize(drawn!.svg, record), 'image/png'),
              ),
            )
          }
        >
          {t`Save PNG`}
        </button>
        <FigureFileButton />
        {failure !== '' && <span role="alert">{failure}</span>}
        <span className="note">{t`Drop either file on this page to open the same experiment and view.`}</span>
      </div>
    </section>
  );
}

/** Returns why something cannot be drawn, as a picture too large for the browser; '' if it can. */
async function failureOf(draw: () => void | Promise<void>): Promise<string> {
  try {
    await draw();
    return '';
  } catch (error) {
    return t`The picture could not be drawn: ${messageOf(error)}`;
  }
}
