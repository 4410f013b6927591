const SPACE = /[\t\n\r ]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * Where a text stops being JSON, as an offset: engines word the place in ways of their own, or not at all.
 * @returns `null` for correct JSON
 */
export function jsonFault(text: string): number | null {
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match !== null;
  };
  /** Steps over a string by hand: a pattern would keep a way back for every character of it. */
  const takeString = (): boolean => {
    if (text[at] !== '"') return false;
    for (let i = at + 1; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      if (code === 0x22) {
        at = i + 1;
        return true;
      }
      if (code === 0x5c) {
        ESCAPE.lastIndex = i;
        if (!ESCAPE.test(text)) break;
        i = ESCAPE.lastIndex - 1;
      } else if (code < 0x20) break;
    }
    return false;
  };
  /** The brackets that are open, without recursion: hostile files nest without end. */
  const open: ('{' | '[')[] = [];
  let expects: 'value' | 'first' | 'key' | 'next' = 'value';
  for (;;) {
    take(SPACE);
    const char = text[at];
    if (char === undefined) return expects === 'next' && open.length === 0 ? null : at;
    if (expects === 'next') {
      const inside = open.at(-1);
      if (inside === undefined) return at;
      if (char === (inside === '{' ? '}' : ']')) open.pop();
      else if (char === ',') expects = inside === '{' ? 'key' : 'value';
      else return at;
      at += 1;
      continue;
    }
    if (expects === 'first' && char === (open.at(-1) === '{' ? '}' : ']')) {
      open.pop();
      at += 1;
      expects = 'next';
      continue;
    }
    if (expects === 'key' || (expects === 'first' && open.at(-1) === '{')) {
      if (!takeString()) return at;
      take(SPACE);
      if (text[at] !== ':') return at;
      at += 1;
      expects = 'value';
      continue;
    }
    if (char === '{' || char === '[') {
      open.push(char);
      at += 1;
      expects = 'first';
    } else if (takeString() || take(SCALAR)) expects = 'next';
    else return at;
  }
}
