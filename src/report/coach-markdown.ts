import { COACH_WORDS, type CoachData, type CoachPeriod, FEW_CALLS } from './coach.ts';
import { percent, points } from './overview-wording.ts';
import { harmless } from './problems.ts';
import { inLang, type Lang } from './wording.ts';

/** Signs that Markdown or a table would take for its own. */
const plain = (text: string): string => harmless(text.replace(/\s+/g, ' ')).replace(/[\\`*_{}[\]<>#|~]/g, '\\$&');

/** A coaching sheet for a ticket, a wiki, or a printer. */
export function coachMarkdown(data: CoachData, lang: Lang): string {
  const w = COACH_WORDS[lang];
  const who = plain([data.name, data.agent].filter(Boolean).join(' '));
  const lines = [
    `# ${w.title(who)}`,
    '',
    [data.team && plain(data.team), w.period(data.now.label, data.now.calls)].filter(Boolean).join(' · '),
    '',
  ];
  if (data.now.calls < FEW_CALLS) lines.push(`> ${w.few(data.now.calls)}`, '');
  lines.push(...periods(data, lang), '', changeLine(data, lang), '');
  lines.push(`## ${w.raises}`, '');
  data.raises.forEach((r, i) => {
    lines.push(`${i + 1}. ${plain(w[r.kind](inLang(r.title, lang)))} · ${w.raise(points(r.gain))}`);
  });
  if (data.raises.length === 0) lines.push(w.noMisses);
  lines.push('', `## ${w.misses}`, '');
  for (const m of data.misses) {
    const beside = [
      m.before === null ? null : w.beforeRate(percent(m.before)),
      m.others === null ? null : w.othersRate(percent(m.others)),
    ].filter(Boolean);
    lines.push(
      `- **${plain(inLang(m.title, lang))}** · ${w.missed(m.failed, m.applied)} (${percent(m.failed / m.applied)})${beside.length > 0 ? ` · ${beside.join(' · ')}` : ''}`,
    );
    lines.push(`  - ${w.say}: ${plain(inLang(m.say, lang))}`, `  - ${w.why}: ${plain(inLang(m.why, lang))}`);
  }
  if (data.misses.length === 0) lines.push(w.noMisses);
  lines.push('', `## ${w.phrases}`, '');
  for (const p of data.phrases) {
    lines.push(
      `- **${p.no} ${plain(inLang(p.title, lang))}** · ${w.hits(p.hits)} · ${w.perHundred(points(p.now), p.before === null ? null : points(p.before))}`,
    );
    lines.push(`  - ${w.why}: ${plain(inLang(p.why, lang))}`);
    for (const q of p.quotes)
      lines.push(`  - 「${plain(q.quote)}」 (${plain(q.call)} ${w.turn(q.turn + 1)}) → ${plain(q.better)}`);
  }
  if (data.phrases.length === 0) lines.push(w.noPhrases);
  lines.push('', `## ${w.listen}`, '');
  data.listen.forEach((c, i) => {
    lines.push(
      `${i + 1}. **${plain(c.id)}** ${c.day ?? ''} · ${c.percent === null ? w.empty : w.point(points(c.percent))} · ${w.reasons[c.reason]}`,
    );
    lines.push(`   - ${plain(c.source)}${c.line === null ? '' : `:${c.line}`}`);
    for (const m of c.moments)
      lines.push(
        `   - ${m.turn === null || m.turn < 0 ? w.first : w.turn(m.turn + 1)}: ${plain(inLang(m.title, lang))}${m.quote ? ` 「${plain(m.quote)}」` : ''}${m.say ? ` → ${plain(m.say)}` : ''}`,
      );
  });
  return `${lines.join('\n')}\n`;
}

function periods(data: CoachData, lang: Lang): string[] {
  const w = COACH_WORDS[lang];
  const row = (name: string, p: CoachPeriod | null) =>
    p === null
      ? []
      : [
          `| ${name} | ${p.calls} | ${p.score ? `${points(p.score.value)} (${points(p.score.low)}–${points(p.score.high)})` : w.empty} | ${p.passed ? percent(p.passed.value) : w.empty} | ${p.withHits ? percent(p.withHits.value) : w.empty} |`,
        ];
  return [
    `| | ${w.calls} | ${w.score} | ${w.passed} | ${w.withHits} |`,
    '| --- | ---: | ---: | ---: | ---: |',
    ...row(data.now.label ?? w.now, data.now),
    ...row(data.before?.label ?? w.before, data.before),
    ...row(w.all, data.all),
  ];
}

/** How the mean moved, and whether that says anything. */
export function changeLine({ change }: CoachData, lang: Lang): string {
  const w = COACH_WORDS[lang];
  if (!change) return w.noBefore;
  const sign = (n: number) => `${n < 0 ? '−' : '+'}${points(Math.abs(n))}`;
  const line = (change.value >= 0 ? w.up : w.down)(points(Math.abs(change.value)), sign(change.low), sign(change.high));
  return change.low <= 0 && change.high >= 0 ? `${line}${w.chance}` : line;
}
