const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * Converts a printed text to what programs read: `1.8 × 10⁻⁵` to `1.8e-5`, `2,129,600` to
 * `2129600`, a real minus sign to `-`. A dash alone, which stands for no value, becomes empty.
 */
export function plainText(printed: string): string {
  const text = printed.replaceAll(/\s+/g, ' ').trim();
  if (/^[–—-]$/.test(text)) return '';
  return text
    .replaceAll('−', '-')
    .replaceAll(
      /(\d(?:\.\d+)?) ?× ?10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g,
      (_, mantissa, power) => `${mantissa}e${plainPower(power)}`,
    )
    .replaceAll(/(?<![\d×] ?)\b10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g, (_, power) => `1e${plainPower(power)}`)
    .replaceAll(/(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])/g, (grouped) => grouped.replaceAll(',', ''));
}

function plainPower(power: string): string {
  return Array.from(power, (sign) => (sign === '⁻' ? '-' : SUPERSCRIPTS.indexOf(sign))).join('');
}
