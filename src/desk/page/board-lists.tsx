import { count, percent } from '../../report/overview-wording.ts';
import type { ElementRow, PhraseRow } from '../board-view.ts';
import { Card, type Shown } from './board-card.tsx';
import { useBoardWords } from './board-words.ts';
import { useWords } from './page-lang.ts';

const KINDS = ['exact', 'filler', 'homophone', 'variant', 'paraphrase'] as const;
/** Lines before the rest is folded. */
const FIRST = 12;

interface Part {
  readonly share: number;
  readonly tone: string;
}

/** A lying bar of parts; what it shows stands beside it in figures. */
function Bar({ parts }: { readonly parts: readonly Part[] }) {
  let at = 0;
  return (
    <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      {parts.map(({ share, tone }) => {
        const from = at;
        at += 100 * share;
        return share > 0 && <rect key={tone} class={tone} x={from} y={0} width={100 * share} height={10} />;
      })}
    </svg>
  );
}

/** What is left out most: its sentence within, its calls behind the number. */
export function Elements({ board: { elements, neverApplied }, calls }: Shown) {
  const { say, report } = useWords();
  const { b, o } = useBoardWords();
  const row = (e: ElementRow) => (
    <li key={e.id}>
      <details>
        <summary>
          <span class="name">
            {say(e.title)}
            {e.script && <small>{say(e.script)}</small>}
          </span>
          <Bar
            parts={[
              { share: e.missed / e.applied, tone: 'missed' },
              { share: e.partial / e.applied, tone: 'partial' },
            ]}
          />
          <b>{percent(e.rate.value)}</b>
        </summary>
        <p>
          {b.rateNote(count(e.missed + e.partial), count(e.applied))}
          {e.partial > 0 && ` · ${report.outcome.partial} ${count(e.partial)}`} · 95%: {percent(e.rate.low)}–
          {percent(e.rate.high)}
        </p>
        {e.say && (
          <p>
            <span class="label">{o.say}</span>
            {say(e.say)}
          </p>
        )}
      </details>
      <a
        href={calls({ rule: `element:${e.id}` })}
        aria-label={`${say(e.title)} ${o.callsOf(count(e.missed + e.partial))}`}
      >
        {o.callsOf(count(e.missed + e.partial))}
      </a>
    </li>
  );
  return (
    <Card title={o.elements} note={o.elementsNote}>
      <Legend parts={(['missed', 'partial'] as const).map((tone) => ({ tone, text: report.outcome[tone] }))} />
      <Folded rows={elements.map(row)} />
      {neverApplied > 0 && <p class="hint">{o.neverApplied(count(neverApplied))}</p>}
    </Card>
  );
}

/** Which phrases are said how often, and in which ways. */
export function Phrases({ board: { phrases, neverSaid }, calls }: Shown) {
  const { say, report } = useWords();
  const { o } = useBoardWords();
  const most = Math.max(1, ...phrases.map((p) => p.hits + p.suspected));
  const row = (p: PhraseRow) => (
    <li key={p.no}>
      <details>
        <summary>
          <span class="name">
            <em>{p.no}</em> {say(p.title)}
            {p.severity && <small>{report.severity[p.severity]}</small>}
          </span>
          <Bar
            parts={[
              ...KINDS.map((kind) => ({ share: (p.kinds[kind] ?? 0) / most, tone: `kind-${kind}` })),
              { share: p.suspected / most, tone: 'suspected' },
            ]}
          />
          <b>
            {count(p.hits)}
            {p.suspected > 0 && <small> +{count(p.suspected)}</small>}
          </b>
        </summary>
        <p>
          {KINDS.filter((kind) => p.kinds[kind])
            .map((kind) => `${report.kind[kind]} ${count(p.kinds[kind]!)}`)
            .join(' · ')}
        </p>
        {p.better && (
          <p>
            <span class="label">{o.better}</span>
            {say(p.better)}
          </p>
        )}
      </details>
      <span class="links">
        {p.calls > 0 && (
          <a href={calls({ rule: `phrase:${p.no}` })} aria-label={`${say(p.title)} ${o.callsOf(count(p.calls))}`}>
            {o.callsOf(count(p.calls))}
          </a>
        )}
        {p.suspected > 0 && (
          <a
            href={calls({ rule: `suspected:${p.no}` })}
            aria-label={`${say(p.title)} ${o.suspected} ${count(p.suspected)}`}
          >
            {o.suspected} {count(p.suspected)}
          </a>
        )}
      </span>
    </li>
  );
  return (
    <Card title={o.phrases} note={o.phrasesNote.split('；')[0]!.split(';')[0]!}>
      <Legend
        parts={[
          ...KINDS.map((kind) => ({ tone: `kind-${kind}`, text: report.kind[kind] })),
          { tone: 'suspected', text: o.suspected },
        ]}
      />
      <Folded rows={phrases.map(row)} />
      {neverSaid > 0 && <p class="hint">{o.neverSaid(count(neverSaid))}</p>}
    </Card>
  );
}

/** What the colours mean. */
function Legend({ parts }: { readonly parts: readonly { readonly tone: string; readonly text: string }[] }) {
  return (
    <p class="legend">
      {parts.map(({ tone, text }) => (
        <span key={tone}>
          <i class={tone} />
          {text}
        </span>
      ))}
    </p>
  );
}

function Folded({ rows }: { readonly rows: readonly preact.JSX.Element[] }) {
  const { o } = useBoardWords();
  return (
    <>
      <ol class="rows">{rows.slice(0, FIRST)}</ol>
      {rows.length > FIRST && (
        <details class="rest">
          <summary>{o.rest(count(rows.length - FIRST))}</summary>
          <ol class="rows">{rows.slice(FIRST)}</ol>
        </details>
      )}
    </>
  );
}
