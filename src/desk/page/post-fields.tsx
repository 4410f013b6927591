import { useState } from 'preact/hooks';
import type { PeopleView } from '../people-view.ts';
import { usePeopleWords } from './people-words.ts';

type Role = PeopleView['people'][number]['role'];
const ROLES: readonly Role[] = ['installer', 'trainer', 'lead', 'admin'];

/** What was chosen in the fields below. */
export const postOf = (given: FormData): { readonly role: Role; readonly agent: string | null } => ({
  role: given.get('role') as Role,
  agent: given.get('agent') as string | null,
});

interface Props {
  readonly agents: PeopleView['agents'];
  /** What it is for until now. */
  readonly now?: { readonly role: Role; readonly agent: string | null };
}

/** What an account is for; of an installer also which one he is. */
export function PostFields({ agents, now }: Props) {
  const w = usePeopleWords();
  const [role, setRole] = useState(now?.role ?? 'installer');
  return (
    <>
      <label>
        {w.roleIs}
        <select name="role" value={role} onChange={(e) => setRole(e.currentTarget.value as Role)}>
          {ROLES.map((r) => (
            <option key={r} value={r}>
              {w.role[r]}
            </option>
          ))}
        </select>
      </label>
      {role === 'installer' && (
        <label>
          {w.agent}
          <input
            name="agent"
            required
            maxLength={100}
            list="agents"
            defaultValue={now?.agent ?? ''}
            autocomplete="off"
          />
          <datalist id="agents">
            {agents.map((a) => (
              <option key={`${a.agent} ${a.name} ${a.team}`} value={a.agent}>
                {[a.name, a.team].filter(Boolean).join(' · ')}
              </option>
            ))}
          </datalist>
        </label>
      )}
    </>
  );
}
