import type { ComponentChildren } from 'preact';
import type { ElementView, FindingView, SlotView, ViolationView } from '../view.ts';
import { useWords } from './page-lang.ts';
import { verdictOf } from './transcript.tsx';

interface Props {
  readonly finding: FindingView;
  readonly selected: boolean;
  /** Whether its reader may decide on it. */
  readonly reviews: boolean;
  readonly onSelect: () => void;
  readonly onConfirm: () => void;
  readonly onOverrule: () => void;
  /** Where it is being overruled. */
  readonly form: ComponentChildren;
  /** What came of appeals against it. */
  readonly appeal: ComponentChildren;
}

const isSure = (f: FindingView): boolean =>
  f.human === null && f.automatic !== 'for-reviewer' && f.automatic !== 'suspected';

/** Whether the program's sureness is one of the verdict that it stands beside: “no phrase, 10 % sure” and “needs a listener, 100 % sure” say the reverse of what is meant. */
const tellsSureness = (f: FindingView): boolean => f.automatic !== 'excused' && f.automatic !== 'for-reviewer';

/** A finding: the program's verdict, the human one beside it, what both rest on, and what to do about it. */
export function Finding({ finding: f, selected, reviews, onSelect, onConfirm, onOverrule, form, appeal }: Props) {
  const { w, say, report } = useWords();
  const now = verdictOf(f);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click anywhere selects, as J and K do
    <article
      id={`finding-${f.target}`}
      class={`finding ${now} ${selected ? 'on' : ''}`}
      aria-current={selected ? 'true' : undefined}
      onClick={onSelect}
    >
      <h3>
        <span class={`chip ${now}`}>{w.ruling[now]}</span>
        {f.kind === 'violation' && <em>{f.phrase}</em>}
        <span>{say(f.title)}</span>
      </h3>
      <p class="verdicts">
        <span>
          {w.automatic}: {w.ruling[f.automatic]}
          {f.confidence !== null && tellsSureness(f) && <small> {w.sure(Math.round(f.confidence * 100))}</small>}
          {f.kind === 'element' && f.late && <small> {report.late}</small>}
        </span>
        {f.human && f.decision && (
          <span class="human">
            {w.human(f.decision.who)}: {w.ruling[f.human]}
            {f.decision.why && <q>{f.decision.why}</q>}
          </span>
        )}
      </p>
      <Quotes finding={f} />
      {f.kind === 'violation' && <ViolationBody v={f} open={selected} />}
      {f.kind === 'element' && <ElementBody e={f} open={selected} />}
      {f.kind === 'slot' && <SlotBody s={f} />}
      {reviews && (selected || !isSure(f)) && !form && (
        <p class="actions">
          {f.human === null && (f.rulings as readonly string[]).includes(f.automatic) && (
            <button type="button" onClick={onConfirm}>
              {w.confirm} <kbd>Y</kbd>
            </button>
          )}
          <button type="button" onClick={onOverrule}>
            {f.human === null ? w.overrule : w.change} <kbd>X</kbd>
          </button>
        </p>
      )}
      {form}
      {appeal}
    </article>
  );
}

function Quotes({ finding: f }: { readonly finding: FindingView }) {
  const { w } = useWords();
  if (f.evidence.length === 0) return null;
  return (
    <p class="quotes">
      {f.evidence.map((e) => (
        <span key={`${e.turn}:${e.start}`}>
          <small>{w.turn(e.turn + 1)}</small>
          <q lang="zh-CN">{e.quote}</q>
        </span>
      ))}
    </p>
  );
}

function ElementBody({ e, open }: { readonly e: ElementView; readonly open: boolean }) {
  const { w, say, report } = useWords();
  const now = verdictOf(e);
  const lacking = now === 'missed' || now === 'partial';
  return (
    <>
      {lacking && e.say && (
        <p class="better">
          {e.belongsAfter !== null && <small>{w.belongs(e.belongsAfter)}</small>}
          <q>{say(e.say)}</q>
        </p>
      )}
      {(open || now === 'not-applicable') && e.because.length > 0 && (
        <p class="because">
          {report.because}:{' '}
          {e.because
            .map((r) => {
              const answer = report.answer[r.answer] ?? r.answer;
              const how = r.turn !== null ? w.turn(r.turn + 1) : r.assumed ? report.assumed : '';
              return `${say(r.question)} = ${answer}${how && ` (${how})`}`;
            })
            .join('; ')}
        </p>
      )}
      {open && e.why && <p class="why">{say(e.why)}</p>}
    </>
  );
}

function ViolationBody({ v, open }: { readonly v: ViolationView; readonly open: boolean }) {
  const { w, say, report } = useWords();
  const now = verdictOf(v);
  return (
    <>
      <p class="how">
        {report.kind[v.as]} · {report.severity[v.severity]}
        {v.excusedBy && now === 'excused' && ` · ${report.excusedBy}: ${say(v.excusedBy)}`}
      </p>
      {open && v.alignment.some((s) => s.type !== 'same') && (
        <div class="alignment" role="img" aria-label={`${w.alignment}: ${v.wording}`}>
          {v.alignment.map((s, i) => (
            <span key={i} class={s.type} title={report.step[s.type]} lang="zh-CN">
              <i>{s.wanted || '·'}</i>
              <b>{s.said || '·'}</b>
            </span>
          ))}
        </div>
      )}
      {open && v.why && <p class="why">{say(v.why)}</p>}
      {now !== 'excused' && (
        <p class="better">
          <small>{report.better}</small>
          <q>{say(v.better)}</q>
        </p>
      )}
      {open && v.runnersUp.length > 0 && (
        <p class="how">
          {report.runnersUp}: {v.runnersUp.map((r) => `${r.phrase} ${say(r.title)}`).join(', ')}
        </p>
      )}
    </>
  );
}

function SlotBody({ s }: { readonly s: SlotView }) {
  const { w, report } = useWords();
  return (
    <dl class="slot">
      <dt>{report.expected}</dt>
      <dd lang="zh-CN">{s.expected}</dd>
      <dt>{report.heard}</dt>
      <dd lang="zh-CN">{s.heard ?? w.notSaid}</dd>
    </dl>
  );
}
