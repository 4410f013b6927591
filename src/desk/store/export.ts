import { maskStored, People } from '../masked.ts';
import type { Engine } from './engine.ts';
import type { Store, StoredCall } from './store.ts';

const PAGE = 200;

/**
 * Every call with its automatic and its human verdicts, a JSON line each: huashu/desk-export@1 (docs/desk.zh-CN.md).
 * @param unmasked with names, numbers and addresses as they are; for whoever may
 */
export async function* exportLines(store: Store, unmasked: boolean): AsyncGenerator<string> {
  const { db }: Engine = store.engine;
  const people = new People();
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('listing')
      .select('no')
      .where('no', '>', after)
      .orderBy('no')
      .limit(PAGE)
      .execute();
    for (const { no } of rows) {
      const call = await store.call(no);
      if (call) yield `${JSON.stringify(exported(call, unmasked ? asTheyAre(call) : without(call, people)))}\n`;
    }
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.no;
  }
}

/** How what tells who somebody is goes out. */
interface Going {
  readonly id: string;
  readonly source: string | null;
  /** The installer; empty: not known. */
  readonly agent: string;
  /** A stretch of what was said, with its words. */
  quote(evidence: {
    readonly turn: number;
    readonly start: number;
    readonly end: number;
    readonly quote: string;
  }): string;
  words(text: string): string;
  /** Whoever decided or commented. */
  who(name: string): string;
}

const asTheyAre = ({ assessment, listing }: StoredCall): Going => ({
  id: assessment.id,
  source: assessment.source,
  agent: listing.agent,
  quote: ({ quote }) => quote,
  words: (text) => text,
  who: (name) => name,
});

/** Ids that were files' names may look alike when they are masked: the call's number tells them apart. */
function without({ no, assessment, spoken, listing }: StoredCall, people: People): Going {
  const masked = maskStored(assessment, spoken);
  const { id } = masked.transcript;
  return {
    id: id === assessment.id ? id : `${id}#${no}`,
    source: null,
    agent: listing.agent === '' ? '' : people.of(listing.agent),
    quote: ({ turn, start, end, quote }) => (spoken ? masked.quote(turn, start, end) : masked.words(quote)),
    words: masked.words,
    who: (name) => people.of(name),
  };
}

function exported({ assessment, listing, current, deeds }: StoredCall, going: Going) {
  const bySeq = new Map(deeds.map((d) => [d.seq, d] as const));
  return {
    format: 'huashu/desk-export@1',
    id: going.id,
    source: going.source,
    agent: going.agent || null,
    team: listing.team || null,
    day: listing.day || null,
    scripts: assessment.scripts,
    status: current.status,
    automatic: { percent: assessment.score.percent, passed: assessment.score.passed },
    current: { percent: current.score.percent, passed: current.score.passed },
    findings: current.findings.map(({ target, automatic, human, by }) => {
      const deed = by === null ? undefined : bySeq.get(by);
      const why = deed?.act.kind === 'decide' || deed?.act.kind === 'rule' ? deed.act.why : '';
      const violation = target.startsWith('violation:') ? assessment.violations[Number(target.slice(10))] : undefined;
      return {
        target,
        ...(violation ? { phrase: violation.phrase, quote: going.quote(violation.evidence) } : {}),
        automatic,
        human,
        ...(deed ? { who: going.who(deed.who), at: deed.at, why: going.words(why) } : {}),
      };
    }),
    comments: deeds.flatMap(({ act, who, at, seq }) =>
      act.kind === 'comment' && !current.undone.includes(seq)
        ? [{ who: going.who(who), at, turn: act.turn, text: going.words(act.text) }]
        : [],
    ),
  };
}
