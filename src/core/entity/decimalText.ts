const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,2}))?$/;

/** A decimal without exponent, superfluous sign and leading zeros, its scale kept; undefined when it is none. */
export function canonicalDecimal(text: string): string | undefined {
  const match = DECIMAL.exec(text.trim());
  if (match === null || text.length > 64) return undefined;
  const [, sign, digits = '0', fraction = '', exponent = '0'] = match;
  const shift = Number(exponent);
  const point = digits.length + shift;
  const all = (digits + fraction).padStart(digits.length + fraction.length + Math.max(0, 1 - point), '0');
  const cut = Math.max(1, point);
  const whole = all
    .slice(0, cut)
    .padEnd(cut, '0')
    .replace(/^0+(?=\d)/, '');
  const value = all.length > cut ? `${whole}.${all.slice(cut)}` : whole;
  return sign === '-' && /[1-9]/.test(value) ? `-${value}` : value;
}

export function isInteger(text: string): boolean {
  return canonicalDecimal(text) === text && !text.includes('.');
}

/** Negative, zero or positive, like a comparator. Both must be canonical. */
export function compareDecimals(a: string, b: string): number {
  const scale = Math.max(scaleOf(a), scaleOf(b));
  const difference = scaled(a, scale) - scaled(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function scaleOf(decimal: string): number {
  const point = decimal.indexOf('.');
  return point < 0 ? 0 : decimal.length - point - 1;
}

/** Digits before the point, without a zero that stands alone. */
export function wholeDigits(decimal: string): number {
  const whole = decimal.replace('-', '').split('.')[0] ?? '';
  return whole === '0' ? 0 : whole.length;
}

function scaled(decimal: string, scale: number): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole.replace('-', '') + fraction.padEnd(scale, '0')) * (decimal.startsWith('-') ? -1n : 1n);
}
