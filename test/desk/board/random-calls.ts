import { rulingsFor } from '../../../src/desk/decisions.ts';
import type { Store } from '../../../src/desk/store/store.ts';
import { call, incoming, LINES } from '../calls.ts';

/** mulberry32 */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Calls with other lines left out, of three people and two teams. */
export const made = (random: () => number, n: number) =>
  Array.from({ length: n }, (_, i) => {
    const lines = LINES.filter((_, k) => k < 2 || random() < 0.7);
    const meta = { agent: `${1 + (i % 3)}`, team: `${i % 2}班`, date: `2026-06-0${1 + (i % 5)}` };
    return incoming(call(`c${i}-${random()}`, lines, meta));
  });

/** Decides, undoes, comments and closes at random. */
export async function actAtRandom(store: Store, calls: number, acts: number, random: () => number): Promise<void> {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  for (let i = 0; i < acts; i += 1) {
    const no = 1 + Math.floor(random() * calls);
    const { deeds, current } = (await store.call(no))!;
    const seen = deeds.at(-1)?.seq ?? 0;
    const what = random();
    const target = pick(current.findings).target;
    if (what < 0.5)
      await store.act(no, 't', { kind: 'decide', target, ruling: pick(rulingsFor(target)), why: '听过' }, seen);
    else if (what < 0.7 && deeds.length > 0) await store.act(no, 't', { kind: 'undo', undoes: pick(deeds).seq }, seen);
    else if (what < 0.85) await store.act(no, 't', { kind: 'close' }, seen);
    else await store.act(no, 't', { kind: 'comment', turn: 0, text: '好' }, seen);
  }
}
