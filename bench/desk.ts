/**
 * `npx tsx bench/desk.ts --data DIR`: how fast a desk answers that bench/desk-load.ts has filled: each request by itself, one after the other,
 * through the server's code without the network; median and 95 % of the rounds, the processor time of this process, which other processes do
 * not lengthen as much, and its memory.
 *   --data DIR | --database postgres://…
 *   --rounds N       of each request (40)
 *   --only TEXT      requests whose name holds one of these, parted by |
 */
import { parseArgs } from 'node:util';
import { soleAccess } from '../src/desk/server/access.ts';
import { createApp } from '../src/desk/server/app.ts';
import { loopbackFront } from '../src/desk/server/front.ts';
import { listSamples } from '../src/desk/store/sample.ts';
import { Store } from '../src/desk/store/store.ts';
import { FREQUENT, RARE, REVIEWERS } from './desk-load.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    database: { type: 'string' },
    rounds: { type: 'string', default: '40' },
    only: { type: 'string', default: '' },
  },
});
const where = values.database ? { database: values.database } : values.data ? { data: values.data } : null;
if (!where) throw new Error('say where: --data DIR or --database postgres://…');
const rounds = Number(values.rounds);
const store = await Store.open(where, false);
const assets = { 'page.js': '', 'page.css': '' };
const front = loopbackFront(() => 4870);
const fresh = () => createApp({ store, access: soleAccess('bench'), front, lang: 'zh', assets });
let app = fresh();

/** @param anew as a desk answers that has not been asked for any words yet */
async function ask(path: string, anew = false): Promise<number> {
  if (anew) app = fresh();
  const started = performance.now();
  const answer = await app.request(path, { headers: { host: '127.0.0.1:4870' } });
  await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return performance.now() - started;
}

const PERSON = '10007';
const TEAM = encodeURIComponent('第3班');
const text = (words: string) => `text=${encodeURIComponent(words)}`;
/** Words that are looked for the first time. */
const FIRST = {
  frequent: FREQUENT,
  'frequent, long': '我是电信',
  'one character': '您',
  half: '工程师',
  'nobody said it': '您好吗您',
};
const FIRST_TIME = 'first search';
const SETTLE = 1_000;
const [last] = await listSamples(store);
const sample = last?.record.seq ?? 0;
/** Filters of the list and the board, each with a few values, so that no answer is only remembered. */
const FILTERS: Readonly<Record<string, (round: number) => string>> = {
  everything: () => '',
  person: (n) => `agent=${10_000 + (n % 900)}`,
  team: (n) => `team=${encodeURIComponent(`第${1 + (n % 40)}班`)}`,
  'a script': () => 'script=delivery',
  'element lacking': () => 'rule=element:greeting.staff-id',
  'phrase said': (n) => `rule=phrase:${1 + (n % 21)}`,
  'phrase suspected': (n) => `rule=suspected:${1 + (n % 21)}`,
  open: () => 'status=open',
  closed: () => 'status=closed',
  failed: () => 'passed=no',
  'a month': (n) => `from=2026-0${1 + (n % 6)}-01&to=2026-0${1 + (n % 6)}-28`,
  'score 40–60': (n) => `least=${40 + (n % 10)}&most=60`,
  'team, failed, a month': (n) =>
    `team=${encodeURIComponent(`第${1 + (n % 40)}班`)}&passed=no&from=2026-02-01&to=2026-02-28`,
  'script, failed, element': () => 'script=delivery&passed=no&rule=element:greeting.staff-id',
};
/** Of whom and of which sample calls are: what the blocks do not know. */
const GIVEN: Readonly<Record<string, (round: number) => string>> = {
  'one reviewer': (n) => `assigned=${encodeURIComponent(`to:${REVIEWERS[n % REVIEWERS.length]}`)}`,
  'one reviewer, team': (n) => `assigned=${encodeURIComponent(`to:${REVIEWERS[n % REVIEWERS.length]}`)}&team=${TEAM}`,
  'one reviewer, failed': (n) => `assigned=${encodeURIComponent(`to:${REVIEWERS[n % REVIEWERS.length]}`)}&passed=no`,
  'no reviewer': () => 'assigned=none',
  'no reviewer, failed': () => 'assigned=none&passed=no',
  'no reviewer, team': (n) => `assigned=none&team=${encodeURIComponent(`第${1 + (n % 40)}班`)}`,
  'any sample': () => 'sample=any',
  'any sample, failed': () => 'sample=any&passed=no',
  'one sample': () => `sample=${sample}`,
};
const SORTS = ['no', 'day', 'score', 'sureness', 'agent'];
const requests: [name: string, path: (round: number) => string][] = [
  ['queue', () => '/api/calls?queued=yes&sort=queue'],
  ['choices', () => '/api/choices'],
  ...SORTS.flatMap((sort): [string, () => string][] =>
    ['up', 'down'].map((order) => [`list by ${sort}, ${order}`, () => `/api/calls?sort=${sort}&order=${order}`]),
  ),
  ...Object.entries(FILTERS).flatMap(([name, filter]): [string, (n: number) => string][] =>
    ['no', 'score'].map((sort) => [
      `list: ${name}, by ${sort}`,
      (n) => `/api/calls?sort=${sort}&order=down&${filter(n)}`,
    ]),
  ),
  ...(['no', 'score'] as const).flatMap((sort): [string, () => string][] => [
    [`search: rare, by ${sort}`, () => `/api/calls?sort=${sort}&${text(RARE)}`],
    [`search: frequent, by ${sort}`, () => `/api/calls?sort=${sort}&${text(FREQUENT)}`],
    [`search: frequent, long, by ${sort}`, () => `/api/calls?sort=${sort}&${text('我是电信')}`],
    [`search: one character, by ${sort}`, () => `/api/calls?sort=${sort}&${text('您')}`],
    [`search: frequent, one team, by ${sort}`, () => `/api/calls?sort=${sort}&${text(FREQUENT)}&team=${TEAM}`],
    [`search: frequent, one person, by ${sort}`, () => `/api/calls?sort=${sort}&${text(FREQUENT)}&agent=${PERSON}`],
    [`search: frequent, closed, by ${sort}`, () => `/api/calls?sort=${sort}&${text(FREQUENT)}&status=closed`],
    [`search: nobody said it, by ${sort}`, () => `/api/calls?sort=${sort}&${text('您好吗您')}`],
  ]),
  ...Object.entries(GIVEN).flatMap(([name, filter]): [string, (n: number) => string][] =>
    ['no', 'score', 'queue'].map((sort) => [
      `list: ${name}, by ${sort}`,
      (n) => `/api/calls?sort=${sort}&order=up&${filter(n)}`,
    ]),
  ),
  ...Object.entries(FIRST).flatMap(([name, words]): [string, () => string][] =>
    Object.entries({
      '': '',
      ', failed': '&passed=no',
      ', one team': `&team=${TEAM}`,
      ', closed': '&status=closed',
    }).flatMap(([chosen, filter]): [string, () => string][] =>
      ['no', 'score'].map((sort) => [
        `${FIRST_TIME}: ${name}${chosen}, by ${sort}`,
        () => `/api/calls?sort=${sort}&${text(words)}${filter}`,
      ]),
    ),
  ),
  // Another bound each time: nothing is answered from memory.
  ...Object.entries(FILTERS).map(([name, filter]): [string, (n: number) => string] => [
    `board: ${name}`,
    (n) => `/api/board?${filter(n)}${filter(n).includes('most=') ? '' : `&most=${(60 + n / 10).toFixed(1)}`}`,
  ]),
  ['board: asked before', () => '/api/board'],
  ['board: rare word', () => `/api/board?${text(RARE)}`],
];

const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;
const first = performance.now();
await ask('/api/board');
console.log(`first board after the start: ${(performance.now() - first).toFixed(0)} ms\n`);
console.log('| request | median ms | 95 % ms | processor ms |\n| --- | ---: | ---: | ---: |');
for (const [name, path] of requests.filter(([n]) => values.only.split('|').some((o) => n.includes(o)))) {
  const times: number[] = [];
  const anew = name.startsWith(FIRST_TIME);
  await ask(path(0), anew);
  const before = process.cpuUsage();
  const until = performance.now() + 6_000;
  for (let n = 1; n <= rounds && performance.now() < until; n += 1) {
    times.push(await ask(path(n), anew));
    // What is prepared behind an answer is not the next one's.
    if (anew) await new Promise((resolve) => setTimeout(resolve, SETTLE));
  }
  const { user, system } = process.cpuUsage(before);
  const processor = (user + system) / 1_000 / times.length;
  times.sort((a, b) => a - b);
  console.log(`| ${name} | ${[at(times, 0.5), at(times, 0.95), processor].map((ms) => ms.toFixed(1)).join(' | ')} |`);
}
const { rss } = process.memoryUsage();
console.log(`\nmemory ${(rss / 1e6).toFixed(0)} MB`);
await store.close();
