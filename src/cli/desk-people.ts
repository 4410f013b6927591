import { type Account, type AccountOutcome, Accounts } from '../desk/people/accounts.ts';
import { Door } from '../desk/people/door.ts';
import { AGAIN_HOURS, INVITED_HOURS } from '../desk/people/links.ts';
import { linkAddress } from '../desk/server/access.ts';
import { ADDRESS_SETTING } from '../desk/server/listen.ts';
import { DeskFault, deskProblem } from '../desk/store/faults.ts';
import { settingOf } from '../desk/store/settings.ts';
import type { Store } from '../desk/store/store.ts';
import { widthOf } from '../report/columns.ts';
import type { DeskPlace, PostGiven } from './desk-commands.ts';
import { whoIs, withStore } from './desk-open.ts';
import { PEOPLE_WORDS } from './desk-people-words.ts';

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** `huashu desk people`: who may sign in. */
export async function people(options: DeskPlace): Promise<void> {
  await withStore(options, false, async (store) => {
    const list = await new Accounts(store).list();
    const w = PEOPLE_WORDS[options.lang];
    if (list.length === 0) return console.log(w.nobody);
    const rows = list.map((a) => [a.name, w.role[a.role], a.agent ?? '', w.state(a)]);
    const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => widthOf(row[i]!))));
    for (const row of rows)
      console.log(
        row
          .map((cell, i) => padded(cell, widths[i]!))
          .join('  ')
          .trimEnd(),
      );
  });
}

/** `huashu desk people invite`: makes an account, and a link for its password. */
export const invite = (name: string, options: PostGiven): Promise<void> =>
  withStore(options, true, async (store) => {
    const made = await new Accounts(store).make(name, postOf(options), by());
    await printLink(store, accountOf(made, name), INVITED_HOURS, options);
  });

/** `huashu desk people change`: gives somebody another role. */
export const change = (name: string, options: PostGiven): Promise<void> =>
  withStore(options, false, async (store) => {
    const { id } = await find(store, name);
    const { role } = accountOf(await new Accounts(store).change(id, postOf(options), by()), name);
    const w = PEOPLE_WORDS[options.lang];
    console.log(w.changed(name, w.role[role]));
  });

/** `huashu desk people disable|enable`: lets somebody in no more, or again. */
export const shut = (name: string, disabled: boolean, options: DeskPlace): Promise<void> =>
  withStore(options, false, async (store) => {
    const { id } = await find(store, name);
    accountOf(await new Accounts(store).setDisabled(id, disabled, by()), name);
    console.log(PEOPLE_WORDS[options.lang][disabled ? 'disabled' : 'enabled'](name));
  });

/** `huashu desk people reset`: a link for a new password; the old one and every session hold no more. */
export const reset = (name: string, options: DeskPlace): Promise<void> =>
  withStore(options, false, async (store) => {
    const { id } = await find(store, name);
    const account = accountOf(await new Accounts(store).reset(id, by()), name);
    await new Door(store).unlock(account.name);
    await printLink(store, account, AGAIN_HOURS, options);
  });

/** In the chain it shows that it was not done on a page. */
const by = (): string => `${whoIs(undefined)} (huashu desk people)`;

const postOf = ({ role, agent }: PostGiven) => ({ role, agent: agent ?? null });

async function find(store: Store, name: string): Promise<Account> {
  const found = await new Accounts(store).named(name);
  if (!found) throw new DeskFault(deskProblem('NO_SUCH_PERSON', { file: store.engine.place }, { name }));
  return found.account;
}

function accountOf(outcome: AccountOutcome, name: string): Account {
  if ('account' in outcome) return outcome.account;
  throw new DeskFault(deskProblem(outcome.refused, { file: 'huashu desk people' }, { name }));
}

async function printLink(store: Store, account: Account, hours: number, { lang }: DeskPlace): Promise<void> {
  const w = PEOPLE_WORDS[lang];
  if (account.disabled) return console.log(w.stillDisabled(account.name));
  const address = (await settingOf(store, ADDRESS_SETTING)) ?? 'http://127.0.0.1:4870/';
  const secret = await new Door(store).links.make(account.id, hours);
  console.log(w.link(account.name, hours));
  console.log(`  ${linkAddress(address, secret)}`);
}
