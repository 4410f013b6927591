import { useEffect, useRef, useState } from 'preact/hooks';
import type { Ruling, Target } from '../decisions.ts';
import type { CallView, FindingView } from '../view.ts';
import * as api from './api.ts';
import { AppealBox, appealWriting } from './appeal-box.tsx';
import { Findings, Head } from './call-parts.tsx';
import { placeIn, showTurn, turnOf } from './call-places.ts';
import { CallTools } from './call-tools.tsx';
import { Finding } from './finding.tsx';
import { CommentForm, OverruleForm } from './forms.tsx';
import { History } from './history.tsx';
import { KeyHelp } from './key-help.tsx';
import { useMe } from './me.ts';
import { useWords } from './page-lang.ts';
import { addressOf, go } from './route.ts';
import { SumSection } from './sum.tsx';
import { Transcript, verdictOf } from './transcript.tsx';
import { useAppeals } from './use-appeals.ts';
import { type CallState, useCall } from './use-call.ts';
import { useKeys } from './use-keys.ts';
import { usePlayer } from './use-player.ts';

interface Props {
  readonly no: number;
  /** Of the list that it was opened from. */
  readonly query: URLSearchParams;
}

/** A call: its words, its findings, its score and its history. */
export function CallPage({ no, query }: Props) {
  const { w } = useWords();
  const state = useCall(no);
  if (state.call) return <Review state={state} call={state.call} query={query} />;
  const told = { loading: w.loading, there: w.loading, none: w.noSuchCall, blind: w.blindCall, failed: w.failed };
  return (
    <main class="call">
      <p class="empty" role="status">
        {told[state.state]}
      </p>
      {state.state === 'failed' && (
        <button type="button" class="more" onClick={state.load}>
          {w.retry}
        </button>
      )}
      {state.state !== 'loading' && (
        <p class="onward">
          <a href={addressOf(null, query)}>{w.back}</a>
        </p>
      )}
    </main>
  );
}

/** In the order of the page: phrases, what the scripts ask for, work order; what does not apply only when it is unfolded. */
const shown = (call: CallView, unfolded: boolean): FindingView[] =>
  call.findings.filter((f) => unfolded || verdictOf(f) !== 'not-applicable');

type Writing =
  | { readonly kind: 'overrule' | 'appeal'; readonly target: Target }
  | { readonly kind: 'comment'; readonly turn: number };

function Review({
  state,
  call,
  query,
}: {
  readonly state: CallState;
  readonly call: CallView;
  readonly query: URLSearchParams;
}) {
  const { w } = useWords();
  const { may, name } = useMe();
  const player = usePlayer(call.turns);
  const [unfolded, setUnfolded] = useState(false);
  const findings = shown(call, unfolded);
  const [selected, setSelected] = useState<Target | null>(findings[0]?.target ?? null);
  const [writing, setWriting] = useState<Writing | null>(null);
  const [pane, setPane] = useState<'transcript' | 'findings'>('findings');
  const [help, setHelp] = useState(false);
  const appeals = useAppeals(call.head.no, call.seen);
  const place = useRef(placeIn(call.head, query, name));
  /** Whether the reader may decide on it: not while an appeal has the word. */
  const reviews = (f: FindingView) => may('review') && !appeals.appeals.some((a) => a.target === f.target && a.holds);
  const at = findings.findIndex((f) => f.target === selected);
  const finding = findings[at];

  const arrived = useRef(false);
  useEffect(() => {
    // A call is seen from its top first; what is chosen then is brought into sight.
    if (arrived.current && selected)
      document.getElementById(`finding-${selected}`)?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    arrived.current = true;
    if (finding) showTurn(turnOf(finding));
  }, [selected, finding]);

  const move = (by: number) => {
    const next = findings[Math.max(0, Math.min(findings.length - 1, at + by))];
    if (next) setSelected(next.target);
    setWriting(null);
  };
  const decide = async (target: Target, ruling: Ruling, why: string) => {
    const saved = await state.act({ kind: 'decide', target, ruling, why });
    if (saved) setWriting(null);
    return saved;
  };
  const confirm = async (f: FindingView | undefined) => {
    if (!f || !reviews(f) || f.human !== null || !(f.rulings as readonly string[]).includes(f.automatic)) return;
    if ((await decide(f.target, f.automatic as Ruling, '')) && f.target === selected) move(1);
  };
  const undo = (seq: number | undefined) => {
    if (seq === undefined) state.tell((w) => w.nothingToUndo);
    else state.act({ kind: 'undo', undoes: seq });
  };
  const back = () => go(null, query);
  const next = async () => {
    const after = new URLSearchParams(query);
    after.set('after', JSON.stringify(place.current));
    after.set('limit', '1');
    try {
      const following = (await api.list(after))?.calls[0];
      if (following) go(following.no, query);
      else state.tell((w) => w.queueDone);
    } catch {
      state.tell((w) => w.failed);
    }
  };
  const close = async () => {
    if (!may('review')) return;
    if (call.head.status === 'closed' || (await state.act({ kind: 'close' }))) await next();
  };
  const comment = () => {
    if (call.turns && may('comment')) setWriting({ kind: 'comment', turn: finding ? turnOf(finding) : 0 });
  };
  useKeys({
    j: () => move(1),
    arrowdown: () => move(1),
    k: () => move(-1),
    arrowup: () => move(-1),
    y: () => confirm(finding),
    x: () => finding && reviews(finding) && setWriting({ kind: 'overrule', target: finding.target }),
    a: () =>
      finding && appealWriting(appeals, finding.target) && setWriting({ kind: 'appeal', target: finding.target }),
    c: comment,
    u: () => may('review') && undo(call.history.findLast((h) => h.undoable)?.seq),
    d: close,
    n: next,
    b: back,
    p: player.toggle,
    r: player.back,
    t: () => finding && player.from(turnOf(finding)),
    '[': () => player.faster(-1),
    ']': () => player.faster(1),
    '?': () => setHelp(true),
    escape: () => {
      setHelp(false);
      setWriting(null);
    },
  });

  const overruleForm = (f: FindingView) =>
    writing?.kind === 'overrule' && writing.target === f.target ? (
      <OverruleForm
        finding={f}
        onSave={(ruling, why) => decide(f.target, ruling, why)}
        onCancel={() => setWriting(null)}
      />
    ) : null;
  const appealBox = (f: FindingView) => (
    <AppealBox
      no={call.head.no}
      target={f.target}
      all={appeals}
      writing={writing?.kind === 'appeal' && writing.target === f.target}
      onWrite={() => setWriting({ kind: 'appeal', target: f.target })}
      onCancel={() => setWriting(null)}
      onAct={async (act) => {
        const saved = await state.act(act, api.appeal);
        if (saved) setWriting(null);
        return saved;
      }}
    />
  );
  const commentForm =
    writing?.kind === 'comment' ? (
      <CommentForm
        turn={writing.turn}
        onCancel={() => setWriting(null)}
        onSave={async (text) => {
          const saved = await state.act({ kind: 'comment', turn: writing.turn, text });
          if (saved) setWriting(null);
          return saved;
        }}
      />
    ) : null;

  return (
    <main class={`call show-${pane}`}>
      <Head call={call} onBack={back} onNext={next} onClose={may('review') ? close : null} onHelp={() => setHelp(true)}>
        <CallTools call={call} state={state} player={player} />
      </Head>
      <p class={`note ${state.note?.tone ?? ''}`} role="status">
        {state.note?.text}
      </p>
      <div class="panes">
        {(['findings', 'transcript'] as const).map((p) => (
          <button key={p} type="button" aria-pressed={pane === p} onClick={() => setPane(p)}>
            {w[p]}
          </button>
        ))}
      </div>
      <section class="words" aria-label={w.transcript}>
        <Transcript
          call={call}
          selected={selected}
          onSelect={(target) => {
            setSelected(target);
            setPane('findings');
          }}
          onComment={may('comment') ? (turn) => setWriting({ kind: 'comment', turn }) : null}
          writing={writing?.kind === 'comment' ? writing.turn : null}
          form={commentForm}
          player={player}
        />
      </section>
      <section class="judged" aria-label={w.findings}>
        <Findings
          findings={findings}
          hidden={call.findings.length - findings.length}
          onUnfold={() => setUnfolded(true)}
          one={(f) => (
            <Finding
              key={f.target}
              finding={f}
              selected={f.target === selected}
              reviews={reviews(f)}
              onSelect={() => setSelected(f.target)}
              onConfirm={() => confirm(f)}
              onOverrule={() => setWriting({ kind: 'overrule', target: f.target })}
              form={overruleForm(f)}
              appeal={appealBox(f)}
            />
          )}
        />
        <SumSection call={call} />
        <History call={call} onUndo={may('review') ? undo : null} />
      </section>
      {help && <KeyHelp onClose={() => setHelp(false)} />}
    </main>
  );
}
