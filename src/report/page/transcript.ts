import type { Assessment, Violation } from '../../model/assessment.ts';
import { OVERVIEW_WORDS } from '../overview-wording.ts';
import { WORDS } from '../wording.ts';
import type { ShownCall } from './data.ts';
import { both, h, type Markup, say, told } from './markup.ts';
import { blanks, type Titles } from './titles.ts';

/** A mark on a stretch of a turn's text; of two that overlap the lower rank is seen. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly tone: 'hit' | 'suspected' | 'said' | 'mismatch';
  readonly rank: number;
  readonly tip: string;
}

/** The transcript with everything found in it marked, and what was left out at the place where it belonged. */
export function transcript({ turns, assessment }: ShownCall, titles: Titles): Markup {
  const marks = marksByTurn(assessment, titles);
  const gaps = gapsByTurn(assessment, titles);
  const lines = turns.map((turn, i) => {
    const who = turn.role === null ? h`${turn.speaker}` : say((w) => w[turn.role!]);
    return h`<div class="turn ${turn.role ?? 'other'}"><span class="speaker">${who}<small>${i + 1}</small></span><p>${marked(turn.text, marks.get(i) ?? [])}${after(assessment, i)}</p></div>${gaps.get(i) ?? ''}`;
  });
  return h`<div class="transcript">${gaps.get(-1) ?? ''}${lines}</div>`;
}

function marksByTurn({ violations, elements, slots }: ShownCall['assessment'], titles: Titles): Map<number, Stretch[]> {
  const marks = new Map<number, Stretch[]>();
  const add = (turn: number, mark: Stretch) => marks.set(turn, [...(marks.get(turn) ?? []), mark]);
  for (const v of violations) {
    if (v.status === 'excused') continue;
    const tip = `${v.phrase} ${titles.phraseTitle(v.phrase).zh} · ${WORDS.zh.kind[v.kind]} · ${Math.round(100 * v.confidence)}%`;
    add(v.evidence.turn, { ...v.evidence, tone: v.status, rank: v.status === 'hit' ? 0 : 1, tip });
  }
  for (const s of slots)
    if (s.state === 'mismatch' && s.evidence)
      add(s.evidence.turn, {
        ...s.evidence,
        tone: 'mismatch',
        rank: 2,
        tip: `${WORDS.zh.slot[s.id] ?? s.id}: ${s.expected}`,
      });
  for (const e of elements)
    for (const q of e.evidence) add(q.turn, { ...q, tone: 'said', rank: 3, tip: titles.elementTitle(e.id).zh });
  return marks;
}

/** Cuts a text where marks begin and end. */
function marked(text: string, marks: readonly Stretch[]): Markup {
  const cuts = new Set([0, text.length]);
  for (const m of marks) for (const at of [m.start, m.end]) if (at > 0 && at < text.length) cuts.add(at);
  const at = [...cuts].sort((a, b) => a - b);
  const pieces = at.slice(0, -1).map((from, i) => {
    const piece = text.slice(from, at[i + 1]);
    const mark = marks.filter((m) => m.start <= from && m.end > from).sort((a, b) => a.rank - b.rank)[0];
    return mark ? h`<mark class="${mark.tone}" title="${mark.tip}">${piece}</mark>` : h`${piece}`;
  });
  return h`${pieces}`;
}

/** Better words behind the turn in which a forbidden phrase was said. */
function after({ violations }: ShownCall['assessment'], turn: number): Markup {
  const here = violations.filter((v) => v.status !== 'excused' && v.evidence.turn === turn);
  return h`${here.map((v: Violation) => h`<span class="better ${v.status}"><b>${v.phrase}</b> ${say((w) => w.better)}${both('：', ': ')}${blanks(v.better)}</span>`)}`;
}

function gapsByTurn({ elements }: ShownCall['assessment'], titles: Titles): Map<number, Markup> {
  const gaps = new Map<number, Markup>();
  const open = elements.filter(
    (e: Assessment['elements'][number]) => e.outcome === 'missed' || e.outcome === 'partial',
  );
  for (const e of open) {
    const before = gaps.get(e.belongsAfter ?? -1);
    const outcome = both(
      e.outcome === 'missed' ? OVERVIEW_WORDS.zh.missing : WORDS.zh.outcome.partial,
      e.outcome === 'missed' ? OVERVIEW_WORDS.en.missing : WORDS.en.outcome.partial,
    );
    gaps.set(
      e.belongsAfter ?? -1,
      h`${before}<div class="gap"><b>${outcome}</b> ${told(titles.elementTitle(e.id))}${e.say && h`<q>${blanks(e.say)}</q>`}</div>`,
    );
  }
  return gaps;
}
