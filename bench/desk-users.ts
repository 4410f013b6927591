/**
 * `npx tsx bench/desk-users.ts --data DIR`: many people at once at a desk that bench/desk-load.ts has filled. The built desk runs as a process of its
 * own (`npm run build` before), each user signs in with a password of his own and works from here: lists, filters, words, calls, the board, and
 * comments that are written. Between two requests he reads for a second on the average.
 *   --data DIR | --database postgres://…
 *   --users N        of them a tenth leads, a tenth installers, the others trainers (50)
 *   --seconds N      (60)
 *   --calls N        calls that can be opened (100,352)
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Accounts } from '../src/desk/people/accounts.ts';
import { Links } from '../src/desk/people/links.ts';
import { Store } from '../src/desk/store/store.ts';
import { seeded } from './corpus.ts';
import { FREQUENT, RARE } from './desk-load.ts';
import { openBuiltDesk } from './desk-server.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    database: { type: 'string' },
    users: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '60' },
    calls: { type: 'string', default: '100352' },
  },
});
const where = values.database ? { database: values.database } : values.data ? { data: values.data } : null;
if (!where) throw new Error('say where: --data DIR or --database postgres://…');
const [users, seconds, calls] = [Number(values.users), Number(values.seconds), Number(values.calls)];
const PASSWORD = '柳树下的三只白鹅正在睡觉';
const random = seeded(50);
const below = (n: number) => Math.floor(random() * n);

interface Client {
  readonly address: string;
  readonly cookie: string;
  readonly token: string;
}
const times = new Map<string, number[]>();
const errors = new Map<string, number>();

/** Asks as somebody, and counts how long it takes; the answer's JSON. */
async function ask(kind: string, client: Client, path: string, body: unknown = null): Promise<unknown> {
  const headers = {
    cookie: client.cookie,
    ...(body === null ? {} : { 'content-type': 'application/json', 'x-huashu-token': client.token }),
  };
  const started = performance.now();
  const init = body === null ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  const answer = await fetch(`${client.address}api/${path}`, init);
  const read = await answer.json();
  times.set(kind, [...(times.get(kind) ?? []), performance.now() - started]);
  // Somebody else was first: that is an answer.
  if (!answer.ok && answer.status !== 409)
    errors.set(`${kind} ${answer.status}`, (errors.get(`${kind} ${answer.status}`) ?? 0) + 1);
  return read;
}

type Asked = (client: Client) => Promise<unknown>;
const team = () => encodeURIComponent(`第${1 + below(100)}班`);
const queue: Asked = (c) => ask('queue', c, 'calls?queued=yes&sort=queue');
const person: Asked = (c) => ask('list of a person', c, `calls?sort=score&agent=${10_000 + below(2_000)}`);
const failed: Asked = (c) => ask('failed ones of a team', c, `calls?sort=day&order=down&team=${team()}&passed=no`);
const words: Asked = (c) => ask('words', c, `calls?text=${encodeURIComponent(random() < 0.5 ? RARE : FREQUENT)}`);
const board: Asked = (c) => ask('board of a team', c, `board?team=${team()}`);
const whole: Asked = (c) => ask('whole board', c, 'board');
/** What people ask for, as often as it stands here. */
const TRAINER = [
  queue,
  queue,
  queue,
  person,
  person,
  failed,
  failed,
  words,
  words,
  board,
  whole,
  call,
  call,
  call,
  call,
];
const INSTALLER: readonly Asked[] = [(c) => ask('own calls', c, 'calls?sort=day&order=down')];

async function call(client: Client): Promise<void> {
  const no = 1 + below(calls);
  const { call: shown } = (await ask('call', client, `calls/${no}`)) as { call: { seen: number } };
  if (random() < 0.3) {
    const act = { kind: 'comment', turn: null, text: `第${below(1e6)}条` };
    await ask('comment', client, `calls/${no}/acts`, { seen: shown.seen, act });
  }
}

async function work(client: Client, what: readonly Asked[], until: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 2_000 * random()));
  while (performance.now() < until) {
    await what[below(what.length)]!(client);
    await new Promise((resolve) => setTimeout(resolve, 500 + 1_000 * random()));
  }
}

/** People with passwords, made anew. @returns their names, and who is an installer */
async function people(): Promise<{ readonly name: string; readonly installer: boolean }[]> {
  const store = await Store.open(where!, false);
  const [accounts, links] = [new Accounts(store), new Links(store)];
  const made: { name: string; installer: boolean }[] = [];
  for (let n = 0; n < users; n += 1) {
    const name = `用户${Date.now()}号${n}`;
    const role = n % 10 === 0 ? 'lead' : n % 10 === 1 ? 'installer' : 'trainer';
    const account = await accounts.make(name, { role, agent: role === 'installer' ? `${10_000 + n}` : null }, 'bench');
    if ('refused' in account) throw new Error(account.refused);
    await links.use(await links.make(account.account.id, 1), '', PASSWORD);
    made.push({ name, installer: role === 'installer' });
  }
  await store.close();
  return made;
}

async function signIn(address: string, name: string): Promise<Client> {
  const stranger = (await (await fetch(`${address}api/me`)).json()) as { token: string };
  const started = performance.now();
  const answer = await fetch(`${address}api/door/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-huashu-token': stranger.token },
    body: JSON.stringify({ name, password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`);
  times.set('sign-in', [...(times.get('sign-in') ?? []), performance.now() - started]);
  const cookie = answer.headers.get('set-cookie')!.split(';')[0]!;
  const { token } = (await (await fetch(`${address}api/me`, { headers: { cookie } })).json()) as { token: string };
  return { address, cookie, token };
}

const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;
const line = (name: string, all: readonly number[]): string => {
  const sorted = [...all].sort((a, b) => a - b);
  return `| ${name} | ${sorted.length} | ${at(sorted, 0.5).toFixed(1)} | ${at(sorted, 0.95).toFixed(1)} | ${sorted.at(-1)!.toFixed(0)} |`;
};
/** Of a process: what `/proc` says in kB or clock ticks. */
const peakOf = (pid: number) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_000;
const secondsOf = (pid: number) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

const there = await people();
const place = values.database ? ['--database', values.database] : ['--data', values.data!];
const desk = await openBuiltDesk([...place, '--accounts']);
try {
  // A few at a time, as people come in the morning: the desk checks two passwords at once.
  const clients: Client[] = [];
  for (const { name } of there) clients.push(await signIn(desk.address, name));
  const [began, until] = [secondsOf(desk.pid), performance.now() + 1_000 * seconds];
  await Promise.all(clients.map((c, n) => work(c, there[n]!.installer ? INSTALLER : TRAINER, until)));
  const processor = secondsOf(desk.pid) - began;
  console.log('| request | times | median ms | 95 % ms | most ms |\n| --- | ---: | ---: | ---: | ---: |');
  for (const [kind, all] of times) console.log(line(kind, all));
  const asked = [...times].filter(([kind]) => kind !== 'sign-in').flatMap(([, all]) => all);
  console.log(line('**all but sign-ins**', asked));
  console.log(`\nerrors: ${errors.size === 0 ? 'none' : [...errors].map(([kind, n]) => `${kind} × ${n}`).join(', ')}`);
  console.log(
    `the desk's processor: ${((1_000 * processor) / asked.length).toFixed(1)} ms a request; peak memory ${peakOf(desk.pid).toFixed(0)} MB`,
  );
} finally {
  await desk.kill();
}
