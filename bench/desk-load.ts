/**
 * `npx tsx bench/desk-load.ts --data DIR --calls N`: fills a desk with generated calls (seeded), to see how it does with many.
 *   --data DIR | --database postgres://…   an empty place
 *   --calls N        100,000
 *   --agents N       people, in teams of twenty (1,000)
 *   --days N         days that the calls are spread over (180)
 *   --reviewed N     calls that somebody decided on and closed (1,000)
 *   --copies N       makes that many copies of everything that lists and boards go by (0): N + 1 times as many calls, which must be a multiple of 512
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { assess } from '../src/assess/assess.ts';
import { assignCalls, MOST_ASSIGNED } from '../src/desk/store/assign.ts';
import { MOST_SAMPLED } from '../src/desk/store/list.ts';
import type { Incoming } from '../src/desk/store/prepare.ts';
import { drawSample } from '../src/desk/store/sample.ts';
import type { SpokenTurn } from '../src/desk/store/spoken.ts';
import { Store } from '../src/desk/store/store.ts';
import type { Rulebook } from '../src/hear/compile.ts';
import { loadRulebook } from '../src/host/packs.ts';
import type { Assessment } from '../src/model/assessment.ts';
import type { WorkOrder } from '../src/model/transcript.ts';
import { parseTranscripts } from '../src/read/transcript.ts';
import { Corpus, seeded } from './corpus.ts';
import { copyCalls } from './desk-copies.ts';
import { ownRulebook } from './labelled.ts';

/** How large a desk to make. */
export interface DeskSize {
  readonly calls: number;
  readonly agents: number;
  readonly days: number;
  readonly reviewed: number;
}

/** Said in one call of fifty thousand. */
export const RARE = '蓝鲸';
const ONE_IN = 50_000;
/** Said in nearly every call. */
export const FREQUENT = '您好';

/** To whom calls are given. */
export const REVIEWERS = ['李老师', '王老师', '赵老师', '孙老师', '周老师', '吴老师'];
/** Of all calls. */
const GIVEN = 0.03;
const SAMPLES = 5;

/** Calls that are really scored; every generated one is one of them with other words of the customer, another person and another day. */
const BASES = 400;
const MOST_TURNS = 14;
const AT_ONCE = 1_000;
const AGENTS_PER_TEAM = 20;
const FIRST_DAY = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;

/** A call that is really scored. */
export interface Base {
  readonly assessment: Assessment;
  readonly turns: readonly SpokenTurn[];
  readonly order: WorkOrder | null;
  /** A turn of the customer's, to which words are added. */
  readonly at: number;
}

/** Calls that are really scored. @param root of the program's sources */
export function bases(root: string, rulebook: Rulebook): Base[] {
  const corpus = new Corpus(root, ownRulebook().pack, 7);
  return Array.from({ length: BASES }, (_, i): Base => {
    const made = corpus.next();
    const call = { ...made, turns: made.turns.slice(0, MOST_TURNS) };
    const transcript = parseTranscripts({ file: `${i}.json`, text: JSON.stringify(call) }).value[0]!;
    const turns = transcript.turns.map(({ speaker, text }) => ({ speaker, text }));
    const at = turns.findIndex((t) => transcript.roles[t.speaker] === 'customer');
    return { assessment: assess(rulebook, transcript), turns, order: transcript.workOrder, at: Math.max(0, at) };
  });
}

/** Words that nobody says, some of them often and most of them seldom, as words are. */
function remarks(random: () => number): () => string {
  const character = () => String.fromCodePoint(0x4e00 + Math.floor(random() * 3_000));
  const words = Array.from({ length: 20_000 }, () => character() + character() + (random() < 0.3 ? character() : ''));
  const word = () => words[Math.floor(words.length ** random()) - 1]!;
  return () => `${Array.from({ length: 6 }, word).join('')}${random() * ONE_IN < 1 ? RARE : ''}。`;
}

/** Everybody has one name, which a few others have as well. */
const nameOf = (person: number): string =>
  '王李张刘陈杨黄周'[person % 8]! + '伟芳娜敏静磊洋勇艳杰'[Math.floor(person / 8) % 10]!;

/** As many calls as are wanted, each with words, a person and a day of its own. */
export function* generated(all: readonly Base[], { calls, agents, days }: DeskSize): Generator<Incoming> {
  const random = seeded(11);
  const remark = remarks(random);
  const below = (n: number) => Math.floor(random() * n);
  for (let n = 1; n <= calls; n += 1) {
    const base = all[below(all.length)]!;
    const person = below(agents);
    const id = `made-${String(n).padStart(7, '0')}`;
    const day = new Date(FIRST_DAY + DAY * below(days)).toISOString().slice(0, 10);
    const team = `第${1 + Math.floor(person / AGENTS_PER_TEAM)}班`;
    const meta = { agent: `${10_000 + person}`, team, date: `${day}T09:00:00` };
    const assessment: Assessment = { ...base.assessment, id, source: `${day}/${id}.json`, meta };
    const turns = base.turns.map((t, i) => (i === base.at ? { ...t, text: t.text + remark() } : t));
    const workOrder = base.order && { ...base.order, staffId: meta.agent, staffName: nameOf(person) };
    yield { text: JSON.stringify(assessment), assessment, spoken: { id, turns, workOrder } };
  }
}

/** Decides on calls of the queue and closes them, as trainers do. */
async function review(store: Store, count: number): Promise<void> {
  const { calls } = await store.list({ sort: 'queue', descending: false, queued: true, limit: count });
  for (const { no } of calls) {
    const call = (await store.call(no))!;
    const open = call.current.findings.find((f) => f.automatic === 'suspected' || f.automatic === 'missed');
    const decided = open
      ? await store.act(
          no,
          '李老师',
          {
            kind: 'decide',
            target: open.target,
            ruling: open.automatic === 'suspected' ? 'excused' : 'met',
            why: '听过了',
          },
          0,
        )
      : null;
    await store.act(no, '李老师', { kind: 'close' }, decided && 'done' in decided ? decided.seq : 0);
  }
}

/** Gives calls to reviewers, and draws samples. */
export async function giveOut(store: Store, calls: number): Promise<void> {
  const count = Math.floor((GIVEN * calls) / REVIEWERS.length);
  for (const [r, reviewer] of REVIEWERS.entries())
    for (let i = 0; i < count; i += MOST_ASSIGNED) {
      const numbers = Array.from({ length: Math.min(MOST_ASSIGNED, count - i) }, (_, k) => 1 + r + (i + k) * 33);
      await assignCalls(store, '组长', reviewer, numbers);
    }
  for (let seed = 1; seed <= SAMPLES; seed += 1)
    await drawSample(store, '组长', { query: {}, filter: '', scope: 'all' }, { count: MOST_SAMPLED, seed });
}

/**
 * Fills an empty desk. What it writes is not made to last until the end: it can be made again.
 * @param root of the program's sources
 */
export async function loadDesk(
  store: Store,
  root: string,
  size: DeskSize,
  onProgress: (calls: number) => void = () => {},
  copies = 0,
): Promise<void> {
  const { value: rulebook } = await loadRulebook({});
  const pack = await store.addPack(rulebook!.pack, 'generated');
  const { db, name } = store.engine;
  if (name === 'sqlite') await sql`pragma synchronous = off`.execute(db);
  let waiting: Incoming[] = [];
  let added = 0;
  const flush = async () => {
    await store.add(waiting, { pack, who: 'bench', source: 'generated' });
    added += waiting.length;
    waiting = [];
    onProgress(added);
  };
  for (const call of generated(bases(root, rulebook!), size)) if (waiting.push(call) === AT_ONCE) await flush();
  if (waiting.length > 0) await flush();
  await review(store, size.reviewed);
  await giveOut(store, size.calls);
  await copyCalls(store, size.calls, copies);
  if (name === 'sqlite') await sql`pragma synchronous = full`.execute(db);
  await sql`analyze`.execute(db);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      database: { type: 'string' },
      calls: { type: 'string', default: '100000' },
      agents: { type: 'string', default: '1000' },
      days: { type: 'string', default: '180' },
      reviewed: { type: 'string', default: '1000' },
      copies: { type: 'string', default: '0' },
    },
  });
  const where = values.database ? { database: values.database } : values.data ? { data: values.data } : null;
  if (!where) throw new Error('say where: --data DIR or --database postgres://…');
  const store = await Store.open(where, true);
  const started = performance.now();
  const size = {
    calls: Number(values.calls),
    agents: Number(values.agents),
    days: Number(values.days),
    reviewed: Number(values.reviewed),
  };
  const told = (calls: number) => {
    if (calls % 10_000 === 0)
      console.error(`${calls} calls, ${((1000 * calls) / (performance.now() - started)).toFixed(0)} a second`);
  };
  await loadDesk(store, fileURLToPath(new URL('..', import.meta.url)), size, told, Number(values.copies));
  await store.close();
  console.error(
    `${size.calls * (1 + Number(values.copies))} calls in ${((performance.now() - started) / 1000).toFixed(0)} s`,
  );
}
