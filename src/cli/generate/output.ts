/** Writes a generated file; `path` is relative to the project's root, with slashes. */
export type Output = (path: string, bytes: Uint8Array) => void;
