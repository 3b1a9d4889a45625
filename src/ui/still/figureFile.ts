/** Results and link in a file of one figure. */
interface FileContent {
  /** JSON of `figureDocument`. */
  readonly results: string;
  readonly link: string;
}

/** Id of the element that holds the content of a file. */
const CONTENT_ID = 'ares-explorer-figure';

/**
 * Returns the content of a document that is a file of one figure, else null. A content that was cut
 * or edited is given as its results, which are then refused with the place.
 */
export function figureOfFile(document: Document): FileContent | null {
  const text = document.querySelector(`script[type="application/json"]#${CONTENT_ID}`)?.textContent;
  if (text === undefined || text === null) return null;
  try {
    const { results, link } = JSON.parse(text) as { readonly [Name in keyof FileContent]?: unknown };
    if (typeof results === 'string' && typeof link === 'string') return { results, link };
  } catch {
    // Not JSON.
  }
  return { results: text, link: '' };
}

/**
 * Writes an HTML file that draws a figure from disk, without a network. `script` is the source of
 * the module that draws it. The policy lets this script run and nothing else, and forbids every
 * request. `picture` is an SVG of the figure, shown where scripts do not run.
 */
export async function figureFile(
  title: string,
  content: FileContent,
  script: string,
  picture: string,
): Promise<string> {
  const source = withoutMarkup(script);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(source));
  const hash = btoa(String.fromCharCode(...new Uint8Array(digest)));
  const policy = `default-src 'none'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
</head>
<body>
<noscript>${picture}<p>The cursor needs JavaScript. <a href="${escaped(content.link)}">Open the figure in Ares Explorer</a></p></noscript>
<script type="application/json" id="${CONTENT_ID}">${JSON.stringify(content).replaceAll('<', '\\u003c')}</script>
<script type="module">${source}</script>
</body>
</html>
`;
}

/** Keeps texts of a script from ending its element: in strings, `\\/` and `\\!` are `/` and `!`. */
function withoutMarkup(script: string): string {
  return script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
