/** Version of this program, as in package.json and CITATION.cff. A test compares them. */
export const VERSION = '0.2.0';

/** Name and version of this program, for files that it writes. */
export const PROGRAM = `Ares Explorer ${VERSION}`;
