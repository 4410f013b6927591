/** JSON that stands inside a string, parsed; every other value, and what is no JSON, as it is. */
export function parsedString(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s{0,20}[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
