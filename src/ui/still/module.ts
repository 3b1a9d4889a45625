import { drawFigure } from './drawFigure';
import { figureOfFile } from './figureFile';
import { render } from './notebook';

/** Module of `ares-explorer-widget.js`. A notebook calls `render`; a file draws its own figure. */
export default { render };

const own = figureOfFile(document);
if (own !== null) drawFigure(document, own.results, own.link);
