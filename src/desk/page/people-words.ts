import { useContext } from 'preact/hooks';
import type { Lang } from '../../report/wording.ts';
import type { DoorAnswer, PersonAnswer, SignInsView } from '../people-view.ts';
import type { MeView } from '../view.ts';
import { LangContext } from './page-lang.ts';
import { EN } from './people-words-en.ts';
import { ZH } from './people-words-zh.ts';

type Refused = Extract<DoorAnswer | PersonAnswer, { readonly refused: string }>['refused'];

/** What the pages say of accounts. */
export interface PeopleWords {
  readonly signIn: string;
  readonly expired: string;
  readonly name: string;
  readonly password: string;
  readonly passwordAgain: string;
  readonly passwordRule: string;
  readonly show: string;
  readonly hide: string;
  /** What a button says to those who do not see which field it stands beside. */
  readonly showPassword: (field: string) => string;
  readonly hidePassword: (field: string) => string;
  readonly notSame: string;
  readonly forgotten: string;
  readonly enter: string;
  readonly checking: string;
  readonly notReached: string;
  /** @param wait seconds until the next try, where there is a lock */
  readonly refused: (code: Refused, wait: number) => string;
  readonly welcome: (name: string, role: string) => string;
  readonly welcomeFirst: string;
  readonly setPassword: string;
  readonly linkOver: string;
  readonly toSignIn: string;
  readonly account: string;
  readonly role: Readonly<Record<MeView['role'], string>>;
  readonly roleIs: string;
  readonly agent: string;
  readonly state: { readonly disabled: string; readonly waiting: string; readonly ready: string };
  readonly column: { readonly state: string; readonly made: string };
  readonly invite: string;
  readonly make: string;
  readonly change: string;
  readonly reset: string;
  readonly disable: string;
  readonly enable: string;
  readonly sureReset: (name: string) => string;
  readonly sureDisable: (name: string) => string;
  readonly yes: string;
  readonly no: string;
  readonly save: string;
  readonly handOver: (name: string, hours: number) => string;
  readonly copy: string;
  readonly copied: string;
  readonly happened: Readonly<Record<SignInsView['signIns'][number]['what'], string>>;
  readonly nobody: string;
  readonly when: string;
  readonly what: string;
  readonly address: string;
  readonly none: string;
  readonly oldPassword: string;
  readonly newPassword: string;
  readonly changePassword: string;
  readonly changed: string;
  readonly sessions: string;
  readonly here: string;
  readonly begun: string;
  readonly seen: string;
  readonly browser: string;
  readonly signOut: string;
  readonly signOutEverywhere: string;
  readonly ownData: string;
  readonly ownDataIs: string;
  readonly download: string;
}

const PEOPLE_WORDS: Readonly<Record<Lang, PeopleWords>> = { zh: ZH, en: EN };

/** Those words in the language of the reader. */
export const usePeopleWords = (): PeopleWords => PEOPLE_WORDS[useContext(LangContext)];
