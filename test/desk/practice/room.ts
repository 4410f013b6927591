import { Calibrations } from '../../../src/desk/calibration/store.ts';
import { Accounts } from '../../../src/desk/people/accounts.ts';
import type { Viewer } from '../../../src/desk/people/viewer.ts';
import { Coach } from '../../../src/desk/practice/coach.ts';
import type { Stage } from '../../../src/desk/practice/stage.ts';
import { practiceRoutes } from '../../../src/desk/server/routes/practice.ts';
import { practicePeopleRoutes } from '../../../src/desk/server/routes/practice-people.ts';
import type { Store } from '../../../src/desk/store/store.ts';
import { cast, practice, rulebook } from '../../practice/players.ts';
import { asked, fillDesk, PEOPLE } from '../appeal-desk.ts';
import type { DATABASES, Places } from '../databases.ts';

/** The project's own scenes, without the model. */
export const stage: Stage = { pack: rulebook.pack, cast, practice };

/** Accounts for the people of the test, in the order of their numbers. */
export async function makeAccounts(store: Store): Promise<void> {
  const accounts = new Accounts(store);
  for (const { name, role, agent } of Object.values(PEOPLE) as Viewer[])
    await accounts.make(name, { role: role as 'trainer', agent }, 'test');
}

/** What somebody gets from the routes of practice. @param viewer as whom; the sole user has no accounts beside him */
export function practising(store: Store, viewer: Viewer) {
  const desk = { store, lang: 'zh', calibrations: new Calibrations(store) } as const;
  const coach = new Coach(store);
  const on = async () => stage;
  const accounts = viewer.role === 'sole' ? null : new Accounts(store);
  const both = practiceRoutes(desk, coach, on).route('/', practicePeopleRoutes(desk, coach, on, accounts));
  return asked(both, viewer);
}

/** A store with calls and accounts, and what three people get from the routes of practice. @param now what the clock says, ISO 8601 */
export async function openRoom(places: Places, database: (typeof DATABASES)[number], now: () => string) {
  const store = await places.open(await places.where(database), true, now);
  await fillDesk(store);
  await makeAccounts(store);
  const { installer, other, trainer } = PEOPLE;
  return {
    store,
    installer: practising(store, installer),
    other: practising(store, other),
    trainer: practising(store, trainer),
  };
}
