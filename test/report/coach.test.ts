import { describe, expect, it } from 'vitest';
import type { CoachData } from '../../src/report/coach.ts';
import { coachHtml } from '../../src/report/coach-html.ts';
import { coachMarkdown } from '../../src/report/coach-markdown.ts';

const EVIL = '<script>alert(1)</script>|*_[x](http://y)\u001b[31m';
const words = (text: string) => ({ zh: text, en: text });
const period = (label: string | null, value: number) => ({
  label,
  calls: 12,
  score: { value, low: value - 3, high: value + 3 },
  passed: { value: 0.5, low: 0.3, high: 0.7 },
  withHits: { value: 0.1, low: 0, high: 0.3 },
});
const data: CoachData = {
  agent: EVIL,
  name: EVIL,
  team: EVIL,
  now: period('2026-10', 70),
  before: period('2026-09', 66),
  all: period(null, 80),
  change: { value: 4, low: -1.5, high: 9.5 },
  misses: [
    {
      id: 'a',
      title: words(EVIL),
      say: words(EVIL),
      why: words(EVIL),
      failed: 3,
      applied: 12,
      before: 0.5,
      others: 0.2,
    },
  ],
  phrases: [
    {
      no: 9,
      title: words(EVIL),
      why: words(EVIL),
      hits: 2,
      before: null,
      now: 16.7,
      quotes: [{ quote: EVIL, call: EVIL, turn: 0, better: EVIL }],
    },
  ],
  raises: [{ kind: 'phrase', title: words(EVIL), gain: 2.25 }],
  listen: [
    {
      id: EVIL,
      source: EVIL,
      line: 3,
      day: '2026-10-03',
      percent: 44,
      reason: 'phrase',
      moments: [{ turn: -1, title: words(EVIL), quote: EVIL, say: EVIL }],
    },
  ],
};

describe('coaching sheet', () => {
  it('lets no text become markup, a link, or a terminal’s command', () => {
    for (const lang of ['zh', 'en'] as const) {
      const html = coachHtml(data, lang);
      expect(html).not.toContain('<script');
      expect(html).not.toMatch(/href|src=/);
      const markdown = coachMarkdown(data, lang);
      expect(markdown).not.toContain('<script>');
      expect(markdown).not.toMatch(/[^\\]\]\(/);
      expect(markdown).not.toContain('\u001b');
    }
  });

  it('says that a change may be chance when its interval crosses nought', () => {
    expect(coachMarkdown(data, 'zh')).toContain('比上月高 4.0 分（95%：−1.5 到 +9.5）；区间跨过 0');
    const sure = { ...data, change: { value: -4, low: -6, high: -2 } };
    expect(coachMarkdown(sure, 'en')).toMatch(/4\.0 points below the month before \(95 %: −6\.0 to −2\.0\)\n/);
    expect(coachMarkdown({ ...data, before: null, change: null }, 'zh')).toContain('没有上月的通话');
  });

  it('warns when there are few calls', () => {
    const few = { ...data, now: { ...data.now, calls: 3 } };
    expect(coachMarkdown(few, 'zh')).toContain('> 只有 3 通');
    expect(coachHtml(few, 'en')).toContain('only 3 calls');
  });
});
