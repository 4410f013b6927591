import type { Account, AccountRefusal } from './people/accounts.ts';
import type { PasswordRefusal } from './people/password-rules.ts';
import type { DeskRole } from './people/permissions.ts';
import type { Session } from './people/sessions.ts';
import type { SignIn } from './people/sign-ins.ts';

/** What the server tells the pages about people: types only, shared by both. */

/** Nobody has signed in. */
export interface DoorView {
  readonly signedOut: true;
  readonly token: string;
}

/** Whom a link lets in; without a name the first admin, who chooses it. */
export interface LinkView {
  readonly name: string | null;
  readonly role: DeskRole;
}

/** What the server says to somebody who wants to come in, or to change his password. */
export type DoorAnswer =
  | { readonly done: true }
  /** In seconds. */
  | { readonly refused: 'LOCKED'; readonly wait: number }
  | {
      readonly refused: 'WRONG' | 'BUSY' | 'LINK' | 'BODY' | 'TOKEN' | 'LOCKED' | PasswordRefusal | AccountRefusal;
    };

export interface SessionView extends Omit<Session, 'hash'> {
  /** It is the one of this page. */
  readonly here: boolean;
}
export interface SessionsView {
  readonly sessions: readonly SessionView[];
}

export interface PeopleView {
  readonly people: readonly Account[];
  /** Who has calls. */
  readonly agents: readonly { readonly agent: string; readonly name: string; readonly team: string }[];
}

/** What the server says to an admin; with a link, and for how long it holds, where the person needs one. */
export type PersonAnswer =
  | { readonly person: Account; readonly link: string | null; readonly hours: number | null }
  | { readonly refused: AccountRefusal };

export interface SignInsView {
  readonly signIns: readonly SignIn[];
  readonly more: boolean;
}
