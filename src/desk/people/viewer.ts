import type { Scope } from '../store/scope.ts';
import { type DeskRole, may } from './permissions.ts';

/** Somebody who has an account. */
export interface Person {
  readonly id: number;
  /** What he signs in with, and what stands in the chain as `who`: unique, and never changed. */
  readonly name: string;
  readonly role: DeskRole;
  /** Which installer he is, as calls name him; `null`: none. */
  readonly agent: string | null;
}

/** Whoever asks for a page: somebody signed in, or the sole user of a desk without accounts (id 0). */
export interface Viewer extends Omit<Person, 'role'> {
  readonly role: DeskRole | 'sole';
}

/** The single user of a desk without accounts. */
export const soleViewer = (name: string): Viewer => ({ id: 0, name, role: 'sole', agent: null });

/** The calls that somebody may look at. */
export const scopeOf = ({ role, agent }: Viewer): Scope => (may(role, 'see-calls') ? 'all' : { agent: agent ?? '' });
