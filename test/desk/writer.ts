/** A process that decides on the first call of a desk, again and again, and confirms each time; it is there to be killed. */
import { Store } from '../../src/desk/store/store.ts';

const store = await Store.open({ data: process.argv[2]! }, false);
for (let n = 0; ; n += 1) {
  const { deeds } = (await store.call(1))!;
  const outcome = await store.act(1, 'writer', { kind: 'comment', turn: null, text: `${n}` }, deeds.at(-1)?.seq ?? 0);
  if ('done' in outcome) process.send!(outcome.seq);
  await new Promise((resolve) => setImmediate(resolve));
}
