/** Draws a path as a line in a square of 16 px. Its button also holds its name in words. */
export function Icon({ path }: { readonly path: string }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path className="icon-line" d={path} />
    </svg>
  );
}
