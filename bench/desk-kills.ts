/**
 * `npx tsx bench/desk-kills.ts [--kills 20]`: kills the built desk while people decide, again and again, and looks whether everything that was
 * confirmed to them is there afterwards and the chain holds. Needs `npm run build`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { audit } from '../src/desk/store/audit.ts';
import { Store } from '../src/desk/store/store.ts';
import type { CallView } from '../src/desk/view.ts';
import { seeded } from './corpus.ts';
import { BUILT, openBuiltDesk } from './desk-server.ts';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '20' } } });
const PEOPLE = 4;
const LONGEST_MS = 1_500;

const random = seeded(20);
const data = mkdtempSync(join(tmpdir(), 'huashu-kills-'));
/** The reason of each decision that was confirmed, which nobody else gives, and its call. */
const confirmed = new Map<string, number>();
let sent = 0;

/** Decides on calls one after the other until the desk is not there any more. */
async function decide(address: string, token: string, person: number, calls: number): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-huashu-token': token };
  try {
    for (let n = 0; ; n += 1) {
      const no = 1 + ((PEOPLE * n + person) % calls);
      const { call } = (await (await fetch(`${address}api/calls/${no}`)).json()) as { call: CallView };
      sent += 1;
      const why = `${sent}`;
      const target = call.findings.find((f) => f.target.startsWith('element:'))!.target;
      const act = { kind: 'decide', target, ruling: n % 2 ? 'met' : 'missed', why };
      const body = JSON.stringify({ seen: call.seen, act });
      const answer = await fetch(`${address}api/calls/${no}/acts`, { method: 'POST', headers, body });
      if (answer.status !== 200 && answer.status !== 409)
        throw new TypeError(`${answer.status}: ${await answer.text()}`);
      // Only what has come whole is on somebody's screen.
      await answer.text();
      if (answer.status === 200) confirmed.set(why, no);
    }
  } catch (error) {
    if (error instanceof TypeError && /^\d{3}:/.test(error.message)) throw error;
  }
}

try {
  execFileSync(process.execPath, [BUILT, 'desk', 'import', 'examples', '--data', data], { stdio: 'ignore' });
  for (let kill = 1; kill <= Number(values.kills); kill += 1) {
    const desk = await openBuiltDesk(['--data', data, '--as', '李老师']);
    const { token } = (await (await fetch(`${desk.address}api/me`)).json()) as { token: string };
    const { total } = (await (await fetch(`${desk.address}api/calls`)).json()) as { total: number };
    const people = Array.from({ length: PEOPLE }, (_, person) => decide(desk.address, token, person, total));
    await new Promise((resolve) => setTimeout(resolve, 50 + random() * LONGEST_MS));
    await desk.kill();
    await Promise.all(people);
    const store = await Store.open({ data }, false);
    for (const [why, no] of confirmed) {
      const { deeds } = (await store.call(no))!;
      if (!deeds.some(({ act }) => act.kind === 'decide' && act.why === why))
        throw new Error(`kill ${kill}: decision ${why} on call ${no} was confirmed and is lost`);
    }
    const result = await audit(store.engine.db);
    await store.close();
    if (!result.sound) throw new Error(`kill ${kill}: link ${result.seq}: ${result.fault}`);
    console.error(`kill ${kill}: ${confirmed.size} decisions confirmed so far, all there; ${result.events} links hold`);
  }
  console.log(
    `${values.kills} kills, ${sent} decisions sent, ${confirmed.size} confirmed, none of them lost; the chain holds`,
  );
} finally {
  rmSync(data, { recursive: true, force: true });
}
