/** Whether a path's segment has signs that stand for others: `*`, `?`, `[ab]`, `{a,b}`. */
export const isPattern = (segment: string): boolean => /[*?[{]/.test(segment);

/** Most alternatives that braces may multiply to. */
const MOST_ALTERNATIVES = 256;

/** `a{b,c}d` → `abd`, `acd`. What is not closed stands for itself; too many alternatives are cut off. */
export function expandBraces(pattern: string): string[] {
  let done = [pattern];
  for (let round = 0; round < 16; round += 1) {
    const next = done.flatMap(expandOnce).slice(0, MOST_ALTERNATIVES);
    if (next.length === done.length) return next;
    done = next;
  }
  return done;
}

function expandOnce(pattern: string): string[] {
  const open = pattern.lastIndexOf('{');
  const close = pattern.indexOf('}', open);
  if (open < 0 || close < 0) return [pattern];
  const inner = pattern.slice(open + 1, close).split(',');
  if (inner.length < 2) return [pattern];
  return inner.map((choice) => pattern.slice(0, open) + choice + pattern.slice(close + 1));
}

/**
 * Whether a name matches a pattern of one segment. Goes back to the last `*` only, so that no pattern takes more than the product of
 * both lengths.
 */
export function matchesSegment(pattern: string, name: string): boolean {
  const signs = signsOf(pattern);
  const chars = [...name];
  let at = 0;
  let sign = 0;
  let star = -1;
  let starAt = 0;
  while (at < chars.length) {
    const s = signs[sign];
    if (s !== undefined && s !== '*' && fits(s, chars[at]!)) {
      at += 1;
      sign += 1;
    } else if (s === '*') {
      star = sign;
      starAt = at;
      sign += 1;
    } else if (star >= 0) {
      starAt += 1;
      at = starAt;
      sign = star + 1;
    } else return false;
  }
  while (signs[sign] === '*') sign += 1;
  return sign === signs.length;
}

/** `*`, `?`, a set like `[a-c]`, or a single character. */
function signsOf(pattern: string): string[] {
  const signs: string[] = [];
  const chars = [...pattern];
  for (let i = 0; i < chars.length; i += 1) {
    const close = chars[i] === '[' ? chars.indexOf(']', i + 2) : -1;
    if (close > 0) {
      signs.push(chars.slice(i, close + 1).join(''));
      i = close;
    } else signs.push(chars[i]!);
  }
  return signs;
}

function fits(sign: string, char: string): boolean {
  if (sign === '?') return true;
  if (!sign.startsWith('[') || sign.length < 3) return sign === char;
  const not = sign[1] === '!' || sign[1] === '^';
  const set = [...sign.slice(not ? 2 : 1, -1)];
  let found = false;
  for (let i = 0; i < set.length; i += 1) {
    if (set[i + 1] === '-' && set[i + 2] !== undefined) {
      if (set[i]! <= char && char <= set[i + 2]!) found = true;
      i += 2;
    } else if (set[i] === char) found = true;
  }
  return found !== not;
}
