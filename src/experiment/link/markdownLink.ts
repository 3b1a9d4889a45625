/** Writes a link in Markdown. Brackets of the title and of the address are escaped. */
export function markdownLink(title: string, address: string): string {
  const text = title.replace(/[\\[\]]/g, '\\$&');
  return `[${text}](${address.replaceAll('(', '%28').replaceAll(')', '%29')})`;
}
