import { type RawBuilder, sql } from 'kysely';
import type { Listing } from './tables.ts';

/** Which calls are there for somebody: all, or those of one installer. Nobody is the installer whose number is empty. */
export type Scope = 'all' | { readonly agent: string };

/** Conditions on `listing` (or another table with an `agent`) for a scope. */
export const within = (scope: Scope): RawBuilder<boolean>[] =>
  scope === 'all' ? [] : [sql`${sql.ref('agent')} = ${scope.agent} and ${sql.ref('agent')} <> ''`];

/** Whether a call is there for somebody. */
export const holds = (scope: Scope, { agent }: Pick<Listing, 'agent'>): boolean =>
  scope === 'all' || (agent !== '' && agent === scope.agent);
