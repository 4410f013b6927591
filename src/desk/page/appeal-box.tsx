import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { AppealView, CallAppealsView } from '../appeal-view.ts';
import type { AppealAct, Ruling, Target } from '../decisions.ts';
import { Gold } from './appeal-gold.tsx';
import { useAppealWords } from './appeal-words.ts';
import { useMe } from './me.ts';
import { moment, useWords } from './page-lang.ts';

/** What is being written: a new appeal, a decision on one, or the way to the lead. */
export type AppealWriting = 'appeal' | 'rule' | 'escalate';

/** What the reader would write next about a finding; `null`: nothing. */
export function appealWriting({ appeals, appealable }: CallAppealsView, target: Target): AppealWriting | null {
  const next = appeals.filter((a) => a.target === target).flatMap((a) => a.next);
  if (next.includes('rule')) return 'rule';
  if (next.includes('escalate')) return 'escalate';
  return appealable[target] === undefined ? null : 'appeal';
}

interface Props {
  /** Number of the call. */
  readonly no: number;
  readonly target: Target;
  readonly all: CallAppealsView;
  readonly writing: boolean;
  readonly onWrite: () => void;
  readonly onCancel: () => void;
  /** @returns whether it was saved */
  readonly onAct: (act: AppealAct) => Promise<boolean>;
}

/** The appeals of a finding, and what the reader may do about them. */
export function AppealBox({ no, target, all, writing, onWrite, onCancel, onAct }: Props) {
  const { lang } = useWords();
  const w = useAppealWords();
  const appeals = all.appeals.filter((a) => a.target === target);
  const what = appealWriting(all, target);
  const open = appeals.findLast((a) => a.next.length > 0);
  if (appeals.length === 0 && what === null) return null;
  const save = async (why: string, ruling: Ruling | null) => {
    if (what === 'appeal') return onAct({ kind: 'appeal', target, why });
    if (!open) return false;
    if (what === 'escalate') return onAct({ kind: 'escalate', appeal: open.seq, why });
    return ruling !== null && onAct({ kind: 'rule', appeal: open.seq, target, ruling, why });
  };
  const until =
    what === 'appeal' && all.appealable[target]
      ? w.appealUntil(moment(all.appealable[target], lang))
      : what === 'escalate' && open?.until
        ? w.escalateUntil(moment(open.until, lang))
        : null;
  return (
    <section class="appeal" aria-label={w.title}>
      {appeals.map((a) => (
        <Course key={a.seq} no={no} appeal={a} />
      ))}
      {writing && what !== null ? (
        <AppealForm what={what} appeal={open ?? null} onSave={save} onCancel={onCancel} />
      ) : (
        <p class="actions">
          {what !== null && (
            <button type="button" class={what === 'rule' ? 'main' : ''} onClick={onWrite}>
              {w[what]} <kbd>A</kbd>
            </button>
          )}
          {open?.next.includes('withdraw') && (
            <button type="button" onClick={() => onAct({ kind: 'withdraw', appeal: open.seq })}>
              {w.withdraw}
            </button>
          )}
          {until && <small>{until}</small>}
        </p>
      )}
    </section>
  );
}

/** What has come of an appeal so far. */
function Course({ no, appeal }: { readonly no: number; readonly appeal: AppealView }) {
  const { may } = useMe();
  const { w: words, lang } = useWords();
  const w = useAppealWords();
  return (
    <>
      <p>
        <span class={`chip appeal-${appeal.state}`}>{w.state[appeal.state]}</span>
        {appeal.upheld !== null && <small> {w.upheld(appeal.upheld)}</small>}
      </p>
      <ol>
        {appeal.steps.map((s) => (
          <li key={s.at + s.kind}>
            <small>
              {moment(s.at, lang)} · {s.who}
            </small>{' '}
            {s.kind === 'rule' ? w.stepRule(s.ruling ? words.ruling[s.ruling] : '') : w.step[s.kind]}
            {s.why && <q>{s.why}</q>}
          </li>
        ))}
      </ol>
      {appeal.ruling !== null && may('export') && <Gold no={no} seq={appeal.seq} />}
    </>
  );
}

interface FormProps {
  readonly what: AppealWriting;
  readonly appeal: AppealView | null;
  readonly onSave: (why: string, ruling: Ruling | null) => Promise<boolean>;
  readonly onCancel: () => void;
}

/** Writes an appeal, a decision or the way on: Tab goes from field to field, Enter in the reason saves, Esc leaves all as it was. */
function AppealForm({ what, appeal, onSave, onCancel }: FormProps) {
  const { w: words } = useWords();
  const w = useAppealWords();
  const rulings = what === 'rule' && appeal ? appeal.rulings : [];
  const [ruling, setRuling] = useState<Ruling | null>(null);
  const [why, setWhy] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const reason = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>('input, textarea')?.focus(), []);
  const save = () => {
    if (rulings.length > 0 && ruling === null) form.current?.querySelector<HTMLElement>('input')?.focus();
    else if (why.trim() === '') reason.current?.focus();
    else onSave(why.trim(), ruling);
  };
  const choose = (event: KeyboardEvent) => {
    const chosen = rulings[Number(event.key) - 1];
    if (!chosen) return;
    event.preventDefault();
    setRuling(chosen);
    reason.current?.focus();
  };
  return (
    <form
      ref={form}
      class="form"
      onSubmit={(e) => {
        e.preventDefault();
        save();
      }}
      onKeyDown={(e) => e.key === 'Escape' && onCancel()}
    >
      {rulings.length > 0 && (
        <fieldset>
          <legend>{w.ruleAs}</legend>
          {rulings.map((r, i) => (
            <label key={r}>
              <input
                type="radio"
                name="ruling"
                checked={r === ruling}
                onChange={() => setRuling(r)}
                onKeyDown={choose}
              />
              <kbd>{i + 1}</kbd> {words.ruling[r]}
            </label>
          ))}
        </fieldset>
      )}
      <textarea
        ref={reason}
        rows={3}
        maxLength={2_000}
        value={why}
        aria-label={w.why[what]}
        placeholder={w.why[what]}
        aria-required="true"
        onInput={(e) => setWhy(e.currentTarget.value)}
        onKeyDown={(e) => {
          if (e.key !== 'Enter' || e.shiftKey || e.isComposing) return;
          e.preventDefault();
          save();
        }}
      />
      <p class="actions">
        <button type="submit" class="main">
          {w.send}
        </button>
        <button type="button" onClick={onCancel}>
          {words.cancel} <kbd>Esc</kbd>
        </button>
      </p>
    </form>
  );
}
