/** Where Keras publishes its weight files: the only other host, asked after a click alone. */
const KERAS_FILES = 'https://storage.googleapis.com/tensorflow/keras-applications/';

const directives = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
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

/** The content security policy as text of a `<meta>`: for hosts that send no headers of ours. */
export const metaPolicy = join(directives);

/** The same as a response header; `frame-ancestors` is valid in a header only. */
export const headerPolicy = join({ ...directives, 'frame-ancestors': "'self'" });

/** For `npm run dev`, where Vite needs its inline refresh script and style elements; other hosts stay shut. */
export const developmentPolicy = join({
  ...directives,
  'script-src': `${directives['script-src']} 'unsafe-inline'`,
  'style-src': `${directives['style-src']} 'unsafe-inline'`,
});
