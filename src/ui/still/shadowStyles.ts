/**
 * Rewrites the page's styles for a shadow root, which has neither a root element nor a body: both
 * become the host.
 */
export function shadowStyles(css: string): string {
  return css
    .replace(/:root(\[[^\]]*\])?/g, (_, attribute) => (attribute ? `:host(${attribute})` : ':host'))
    .replace(/(^|[},\s])body(?=[\s,{])/g, '$1:host');
}
