import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ChoicesView } from '../view.ts';
import { useListWords } from './list-words.ts';
import { useWords } from './page-lang.ts';
import { pageAddress } from './route.ts';

const FIELDS = [
  ...(['agent', 'team', 'script', 'rule', 'status', 'assigned', 'passed'] as const),
  ...(['from', 'to', 'least', 'most'] as const),
] as const;
type Field = (typeof FIELDS)[number];
const SORTS = ['queue', 'no', 'day', 'score', 'sureness', 'agent'] as const;

interface Props {
  readonly query: URLSearchParams;
  readonly choices: ChoicesView | null;
  /** Whom calls can be given to. */
  readonly reviewers?: readonly string[];
  /** Page whose calls are chosen: the list, which has an order, or another one. */
  readonly path?: string;
}

/** Search, filters and order; each change goes to the address. */
export function Filters({ query, choices, reviewers = [], path = '/' }: Props) {
  const { w, say } = useWords();
  const list = useListWords();
  const given = FIELDS.filter((f) => query.has(f)).length;
  const [open, setOpen] = useState(given > 0);
  const set = (field: string, value: string) => {
    const next = new URLSearchParams(query);
    if (value === '') next.delete(field);
    else next.set(field, value);
    location.hash = pageAddress(path, next);
  };
  const search = (event: JSX.TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    set('text', (new FormData(event.currentTarget).get('text') as string).trim());
  };
  const clear = () => {
    const kept = new URLSearchParams(query);
    for (const name of [...FIELDS, 'text']) kept.delete(name);
    location.hash = pageAddress(path, kept);
  };
  const choose = (field: Field, any: string, options: readonly (readonly [value: string, text: string])[]) => (
    <select aria-label={any} value={query.get(field) ?? ''} onChange={(e) => set(field, e.currentTarget.value)}>
      <option value="">{any}</option>
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  );
  const entry = (field: Field, type: 'date' | 'number', label: string) => (
    <label>
      {label}
      <input
        type={type}
        value={query.get(field) ?? ''}
        {...(type === 'number' ? { min: 0, max: 100 } : {})}
        onChange={(e) => set(field, e.currentTarget.validity.valid ? e.currentTarget.value : '')}
      />
    </label>
  );
  return (
    <search class="filters">
      <form onSubmit={search}>
        <input
          key={query.get('text') ?? ''}
          type="search"
          name="text"
          maxLength={200}
          defaultValue={query.get('text') ?? ''}
          placeholder={w.search}
          aria-label={w.search}
        />
        <button type="submit">{w.find}</button>
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {w.filters}
          {given > 0 && ` ${given}`}
        </button>
        {(given > 0 || query.has('text')) && (
          <button type="button" onClick={clear}>
            {w.clear}
          </button>
        )}
        {path === '/' && (
          <span class="order">
            <select
              aria-label={w.sortBy}
              value={query.get('sort') ?? 'no'}
              onChange={(e) => set('sort', e.currentTarget.value)}
            >
              {SORTS.map((s) => (
                <option key={s} value={s}>
                  {w.sorts[s]}
                </option>
              ))}
            </select>
            <button
              type="button"
              aria-label={query.get('order') === 'down' ? w.down : w.up}
              title={query.get('order') === 'down' ? w.down : w.up}
              onClick={() => set('order', query.get('order') === 'down' ? '' : 'down')}
            >
              {query.get('order') === 'down' ? '↓' : '↑'}
            </button>
          </span>
        )}
      </form>
      {open && choices && (
        <div class="fields">
          {choose(
            'agent',
            w.anyone,
            choices.agents.map((a) => [a.agent, [a.name, a.agent].filter(Boolean).join(' ')]),
          )}
          {choose(
            'team',
            w.anyTeam,
            choices.teams.map((t) => [t, t]),
          )}
          {choose(
            'script',
            w.anyScript,
            choices.scripts.map((s) => [s.id, say(s.title)]),
          )}
          <RuleChoice query={query} choices={choices} onChange={(value) => set('rule', value)} />
          {choose(
            'status',
            w.anyStatus,
            (['open', 'begun', 'closed'] as const).map((s) => [s, w.status[s]]),
          )}
          {reviewers.length > 0 &&
            choose('assigned', list.anyAssignee, [
              ['mine', list.mineOnly],
              ['none', list.unassigned],
              ...reviewers.map((r) => [`to:${r}`, list.given(r)] as const),
            ])}
          <PassedChoice value={query.get('passed') ?? ''} onChange={(value) => set('passed', value)} />
          {entry('from', 'date', w.from)}
          {entry('to', 'date', w.to)}
          {entry('least', 'number', w.least)}
          {entry('most', 'number', w.most)}
        </div>
      )}
    </search>
  );
}

interface Chosen {
  readonly onChange: (value: string) => void;
}

function PassedChoice({ value, onChange }: Chosen & { readonly value: string }) {
  const { w, report } = useWords();
  return (
    <select aria-label={w.anyResult} value={value} onChange={(e) => onChange(e.currentTarget.value)}>
      <option value="">{w.anyResult}</option>
      <option value="yes">{report.passed}</option>
      <option value="no">{report.failed}</option>
    </select>
  );
}

function RuleChoice({
  query,
  choices,
  onChange,
}: Chosen & { readonly query: URLSearchParams; readonly choices: ChoicesView }) {
  const { w, say } = useWords();
  const phrases = (kind: string) =>
    choices.phrases.map((p) => (
      <option key={p.no} value={`${kind}:${p.no}`}>
        {p.no} {say(p.title)}
      </option>
    ));
  return (
    <select aria-label={w.anyRule} value={query.get('rule') ?? ''} onChange={(e) => onChange(e.currentTarget.value)}>
      <option value="">{w.anyRule}</option>
      <option value="suspected:any">{w.anySuspected}</option>
      <option value="phrase:any">{w.anyPhrase}</option>
      <optgroup label={w.phrasesSuspected}>{phrases('suspected')}</optgroup>
      <optgroup label={w.phrasesSaid}>{phrases('phrase')}</optgroup>
      <optgroup label={w.elementsLacking}>
        {choices.elements.map((e) => (
          <option key={e.id} value={`element:${e.id}`}>
            {say(e.title)}
          </option>
        ))}
      </optgroup>
    </select>
  );
}
