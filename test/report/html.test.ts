import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { htmlReport, PAGE_SCRIPT, type PageData } from '../../src/report/html.ts';
import { OverviewBuilder } from '../../src/report/overview.ts';
import { escapeText, h } from '../../src/report/page/markup.ts';
import { builtinRulebook } from '../batch/made.ts';
import { rowWith, violation } from './rows.ts';

const EVIL = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&\u202e\u0000</style>`;

async function pageOf(evil: string): Promise<{ page: string; data: PageData }> {
  const { pack } = await builtinRulebook();
  const elements = pack.scripts.flatMap((s) => s.elements.map((e) => e.id));
  const builder = new OverviewBuilder(
    elements,
    pack.phrases.map((p) => p.no),
  );
  const outcomes = elements.map((_, i) => 'mxpn'[i % 4]).join('');
  const rows = Array.from({ length: 90 }, (_, i) =>
    rowWith({
      id: `${evil}${i}`,
      source: `${evil}.json`,
      agent: `${evil}${i % 3}`,
      name: evil,
      team: `${evil}${i % 2}`,
      day: `2026-10-${String(1 + (i % 28)).padStart(2, '0')}`,
      percent: i,
      passed: i > 60,
      outcomes,
      scripts: ['greeting', evil],
      violations: [violation({ quote: evil }), violation({ phrase: 8, status: 'suspected', quote: evil })],
    }),
  );
  for (const row of rows) builder.add(row);
  const spans = { turn: 0, start: 2, end: 6 };
  const shown = {
    row: rows[0]!,
    turns: [
      { role: 'agent' as const, speaker: evil, text: `您好${evil}` },
      { role: null, speaker: evil, text: evil },
    ],
    assessment: {
      elements: [
        {
          id: elements[0]!,
          outcome: 'missed' as const,
          late: false,
          confidence: 1,
          evidence: [],
          because: [],
          belongsAfter: 0,
          say: evil,
        },
        {
          id: elements[1]!,
          outcome: 'met' as const,
          late: false,
          confidence: 1,
          evidence: [{ turn: 0, start: 0, end: 4, quote: '您好' }],
          because: [],
          belongsAfter: null,
          say: null,
        },
      ],
      violations: [
        {
          phrase: 9,
          status: 'hit' as const,
          kind: 'exact' as const,
          similarity: 1,
          confidence: 1,
          severity: 'major' as const,
          evidence: { ...spans, quote: evil },
          excusedBy: null,
          better: evil,
          wording: '',
          alignment: [],
          runnersUp: [],
        },
      ],
      slots: [
        {
          id: 'address' as const,
          state: 'mismatch' as const,
          expected: evil,
          heard: evil,
          evidence: { turn: 1, start: 0, end: 99_999, quote: evil },
        },
      ],
    },
  };
  const data: PageData = {
    pack,
    overview: builder.overview(),
    worst: [shown],
    best: [shown],
    list: rows,
    problems: {
      errors: 1,
      warnings: 0,
      counts: { NOT_JSON: 1 },
      first: [
        {
          code: 'NOT_JSON',
          file: evil,
          line: 3,
          severity: 'error',
          what: { zh: evil, en: evil },
          way: { zh: evil, en: evil },
        },
      ],
    },
    minimum: 5,
    version: evil,
    rulebook: 'abc',
  };
  const hash = `sha256-${createHash('sha256').update(PAGE_SCRIPT).digest('base64')}`;
  return { page: htmlReport(data, 'zh', hash), data };
}

describe('htmlReport', () => {
  it('lets nothing from a file become markup, wherever it stands', async () => {
    const { page } = await pageOf(EVIL);
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    expect(page).not.toMatch(/<img/);
    expect(page).not.toContain('\u202e');
    expect(page).not.toContain('\u0000');
    // Outside of the page's own style and script no quote is left that could end an attribute.
    const body = page.slice(page.indexOf('<body>'), page.lastIndexOf('<script>'));
    expect(body).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(body.replace(/<[^<>]*>/g, '')).not.toMatch(/[<>]/);
  });

  it('asks nothing of the network, and lets only its own script run', async () => {
    const { page } = await pageOf('x');
    expect(page).not.toMatch(/\b(?:src|href)\s*=|url\(|@import|https?:/);
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!;
    expect(policy).toContain('default-src &#39;none&#39;');
    const script = page.slice(page.lastIndexOf('<script>') + '<script>'.length, page.lastIndexOf('</script>'));
    expect(policy).toContain(createHash('sha256').update(script).digest('base64'));
    expect(page).not.toMatch(/ on[a-z]+="/);
  });

  it('keeps the shares of the trend beside its plot, where no line of scores can cross them', async () => {
    const { page } = await pageOf('甲');
    const picture = /<svg class="chart"(?:(?!<\/svg>).)*hitlabel.*?<\/svg>/s.exec(page)![0];
    const xs = (of: RegExp) => [...picture.matchAll(of)].map(([, x]) => Number(x));
    const lines = xs(/class="grid" x1="[\d.]+" x2="([\d.]+)"/g);
    const labels = xs(/class="tick hitlabel" x="([\d.]+)"/g);
    expect(labels).toHaveLength(2);
    expect(Math.min(...labels)).toBeGreaterThan(Math.max(...lines, ...xs(/ cx="([\d.]+)"/g)));
  });

  it('says everything in both languages', async () => {
    const { page, data } = await pageOf('x');
    expect(page.match(/class="zh"/g)!.length).toBe(page.match(/class="en"/g)!.length);
    const english = [...page.matchAll(/<span class="en" lang="en">([^<]*)<\/span>/g)].map((m) => m[1]!);
    // Sentences are Chinese in both, as they are to be said so; everything else in the English spans is English.
    const chinese = english.filter(
      (t) => /[\u4e00-\u9fff]/.test(t.replace(/[「」〔〕…×]/g, '')) && t !== '中文' && !/street|installer/i.test(t),
    );
    expect(chinese.length).toBeLessThan(english.length / 20);
    const title = data.pack.phrases.find((p) => p.no === 9)!.title.en;
    expect(page).toContain(escapeText(title.replace(/\.$/, '')));
  });

  it('marks the words of the evidence, of two marks the graver one', async () => {
    const { page } = await pageOf('甲乙丙丁戊己');
    expect(page).toContain('<mark class="said" title="');
    expect(page).toMatch(
      /<mark class="said"[^>]*>您好<\/mark><mark class="hit"[^>]*>甲乙<\/mark><mark class="hit"[^>]*>丙丁<\/mark>戊己/,
    );
    expect(page).toMatch(/<div class="gap"><b>/);
  });

  it('is whole when there is nothing to show', async () => {
    const { pack } = await builtinRulebook();
    const empty: PageData = {
      pack,
      overview: new OverviewBuilder([], []).overview(),
      worst: [],
      best: [],
      list: [],
      problems: { errors: 0, warnings: 0, counts: {}, first: [] },
      minimum: 20,
      version: '1',
      rulebook: 'x',
    };
    const page = htmlReport(empty, 'en', 'sha256-x');
    expect(page).toContain('<html lang="en" data-lang="en">');
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('has no number that is none', async () => {
    expect((await pageOf('x')).page.replace(/<script>[\s\S]*<\/script>/, '')).not.toMatch(
      /NaN|undefined|Infinity|\[object/,
    );
  });
});

describe('h', () => {
  it('escapes values and leaves markup as it is', () => {
    expect(h`<b title="${'"<'}">${['a', h`<i>${'&'}</i>`, null, false, 3]}</b>`.text).toBe(
      '<b title="&quot;&lt;">a<i>&amp;</i>3</b>',
    );
  });
});
