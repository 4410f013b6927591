import type { Engine } from './engine.ts';
import type { Store, StoredCall } from './store.ts';

const PAGE = 200;

/** Every call with its automatic and its human verdicts, a JSON line each: huashu/desk-export@1 (docs/desk.zh-CN.md). */
export async function* exportLines(store: Store): AsyncGenerator<string> {
  const { db }: Engine = store.engine;
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
      if (call) yield `${JSON.stringify(exported(call))}\n`;
    }
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.no;
  }
}

function exported({ assessment, listing, current, deeds }: StoredCall) {
  const bySeq = new Map(deeds.map((d) => [d.seq, d] as const));
  return {
    format: 'huashu/desk-export@1',
    id: assessment.id,
    source: assessment.source,
    agent: listing.agent || null,
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
        ...(violation ? { phrase: violation.phrase, quote: violation.evidence.quote } : {}),
        automatic,
        human,
        ...(deed ? { who: deed.who, at: deed.at, why } : {}),
      };
    }),
    comments: deeds.flatMap(({ act, who, at, seq }) =>
      act.kind === 'comment' && !current.undone.includes(seq) ? [{ who, at, turn: act.turn, text: act.text }] : [],
    ),
  };
}
