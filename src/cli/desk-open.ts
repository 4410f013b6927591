import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { BatchFault } from '../batch/problems.ts';
import type { Where } from '../desk/store/engine.ts';
import { DeskFault, type DeskProblem, wordDeskProblem } from '../desk/store/faults.ts';
import { Store } from '../desk/store/store.ts';
import type { Lang } from '../report/wording.ts';
import type { DeskPlace } from './desk-commands.ts';

/** Says that a command did not do what it was asked. */
export const fail = (): void => {
  process.exitCode = 2;
};

/** Beside the profile of practice, unless the user says where. */
function whereOf({ data, database }: DeskPlace): Where {
  if (database !== undefined) return { database };
  const { XDG_DATA_HOME, APPDATA } = process.env;
  const home = XDG_DATA_HOME || (process.platform === 'win32' && APPDATA) || join(homedir(), '.local', 'share');
  return { data: data ?? join(home, 'huashu', 'desk') };
}

/** Whose name stands with what is done here: the one that was given, or the account on this machine. */
export const whoIs = (as: string | undefined): string => as?.trim() || userInfo().username;

/** Opens the store for a command and closes it; faults are told as Problems. */
export async function withStore(
  options: DeskPlace,
  create: boolean,
  work: (store: Store) => Promise<void>,
): Promise<void> {
  let store: Store | null = null;
  try {
    store = await Store.open(whereOf(options), create);
    await work(store);
  } catch (error) {
    if (!(error instanceof DeskFault) && !(error instanceof BatchFault)) throw error;
    complain(error.problem, options.lang);
    fail();
  } finally {
    await store?.close();
  }
}

/** Tells a Problem on the terminal. */
export const complain = (problem: DeskProblem, lang: Lang): void => console.error(wordDeskProblem(problem, lang));
