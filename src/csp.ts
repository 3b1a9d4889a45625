/**
 * Address of Keras's published weight files. It is the only other host, contacted only after a
 * click.
 */
const KERAS_FILES = 'https://storage.googleapis.com/tensorflow/keras-applications/';

const directives = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  'manifest-src': "'self'",
  'connect-src': `'self' ${KERAS_FILES}`,
  'img-src': "'self' data: blob:",
  'style-src': "'self'",
  'font-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

const join = (policy: Record<string, string>): string =>
  Object.entries(policy)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');

/** Content security policy for a `<meta>` element, for hosts that send no headers. */
export const metaPolicy = join(directives);

/** Content security policy for a response header. `frame-ancestors` is valid in a header only. */
export const headerPolicy = join({ ...directives, 'frame-ancestors': "'self'" });

/**
 * Policy of `embed.html`, as header and as `<meta>`. Other sites may frame that page, because it
 * stores nothing, reads no files and fetches no stock weights.
 */
export const embedPolicy = join({ ...directives, 'connect-src': "'self'" });

/**
 * Policy for `npm run dev`, where Vite needs its inline refresh script and style elements. Other
 * hosts stay blocked.
 */
export const developmentPolicy = join({
  ...directives,
  'script-src': `${directives['script-src']} 'unsafe-inline'`,
  'style-src': `${directives['style-src']} 'unsafe-inline'`,
});
