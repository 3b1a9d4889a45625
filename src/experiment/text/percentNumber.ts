/** Formats a share in [0, 1] as per cent without the sign: two decimals below 10 %, else one. */
export function percentNumber(share: number): string {
  const value = share * 100;
  return value.toFixed(value < 9.995 ? 2 : 1);
}

/** Formats a difference in percentage points with its sign: `+0.12`, `−12.3`, `0`. */
export function pointsText(points: number): string {
  if (points === 0) return '0';
  const digits = Math.abs(points).toFixed(Math.abs(points) < 9.95 ? 2 : 1);
  return `${points > 0 ? '+' : '−'}${digits}`;
}
