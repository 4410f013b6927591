import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import type { LinesById } from '../../src/model/customers.ts';
import { fill } from '../../src/practice/fill.ts';
import { listener } from '../../src/practice/listen.ts';
import { transcriptOf } from '../../src/practice/marks.ts';
import { makeRound } from '../../src/practice/round.ts';
import { parseCustomers } from '../../src/read/customers.ts';
import { OWN_REPLIES, replyIds } from '../../src/read/customers-check.ts';
import { wordProblem } from '../../src/report/problems.ts';
import { cast, loadCast, meetings, practice, roundOf, rulebook, sources, withModel } from './players.ts';

const wordings = (lines: LinesById): string[] =>
  Object.values(lines).flatMap((l) => [...l.plain, ...l.soft, ...l.hard]);

describe('the customers', () => {
  it('are at least ten, easy and hard ones, and every script can be practised', () => {
    expect(cast.personas.length).toBeGreaterThanOrEqual(10);
    expect(new Set(cast.personas.map((p) => p.level))).toEqual(new Set([1, 2, 3]));
    expect(new Set(cast.scenes.flatMap((s) => s.scripts))).toEqual(new Set(rulebook.pack.scripts.map((s) => s.id)));
    for (const scene of cast.scenes)
      expect(cast.personas.filter((p) => p.scenes.includes(scene.id)).length, scene.id).toBeGreaterThan(1);
  });

  it('have each branch of the scripts among them', () => {
    for (const [trait, values] of Object.entries(cast.traits))
      for (const value of values.slice(1))
        expect(
          cast.personas.some((p) => p.traits[trait] === value),
          `${trait}=${value}`,
        ).toBe(true);
  });

  it('tempt to each of the 21 phrases, in several ways', () => {
    expect(cast.provocations.map((p) => p.phrase)).toEqual(
      rulebook.pack.phrases.map((p) => p.no).sort((a, b) => a - b),
    );
    for (const p of cast.provocations) {
      expect(p.lines.length, String(p.phrase)).toBeGreaterThanOrEqual(5);
      expect(p.stung.length, String(p.phrase)).toBeGreaterThanOrEqual(3);
    }
    expect(cast.personas.find((p) => p.id === 'angry')!.provokes.phrases).toHaveLength(21);
  });

  it('have words enough, none of them twice in one place, some of them of Hunan', () => {
    const all = [...cast.voices.flatMap((v) => wordings(v.lines)), ...cast.personas.flatMap((p) => wordings(p.lines))];
    expect(all.length).toBeGreaterThan(1_000);
    for (const lines of [...cast.voices, ...cast.personas].map((x) => x.lines))
      for (const [id, l] of Object.entries(lines))
        for (const list of [l.plain, l.soft, l.hard]) expect(new Set(list).size, id).toBe(list.length);
    for (const id of cast.scenes.flatMap((s) => Object.values(s.answers).map((r) => r.right)))
      for (const reply of typeof id === 'string' ? [id] : Object.values(id))
        expect(wordings({ reply: cast.voices[0]!.lines[reply]! }).length, reply).toBeGreaterThanOrEqual(3);
    expect(cast.personas.filter((p) => p.voice === 'hunan').length).toBeGreaterThanOrEqual(3);
  });

  it('say nothing that leaves a blank', () => {
    const round = roundOf('easy', 'reschedule', 1);
    const all = [
      ...cast.voices.flatMap((v) => wordings(v.lines)),
      ...cast.personas.flatMap((p) => wordings(p.lines)),
      ...cast.provocations.flatMap((p) => [...p.lines, ...p.stung]),
      ...cast.scenes.flatMap((s) => [s.brief.zh, s.brief.en]),
    ];
    for (const wording of all) expect(fill(wording, round, { question: '？' }), wording).not.toMatch(/[{}×]/);
  });

  it('are answered by the better wording of the phrase that they tempt to', () => {
    const { value: listen } = listener(rulebook, cast.moves);
    const round = roundOf('easy', 'booking', 1);
    for (const p of cast.provocations) {
      const better = rulebook.pack.phrases.find((x) => x.no === p.phrase)!.better.zh;
      const { moves } = listen!(fill(better, round), ['booking'], round.order);
      expect(
        p.answeredBy.some((m) => moves.has(m)),
        `${p.phrase} ${better}`,
      ).toBe(true);
    }
  });

  it.each([
    { by: 'the pack alone', judge: rulebook },
    { by: 'the pack and the model', judge: withModel },
  ])('are answered by better wordings that break no phrase themselves, judged by $by', ({ judge }) => {
    const round = roundOf('easy', 'booking', 1);
    const wrong = cast.provocations.flatMap(({ phrase, lines }) => {
      const better = fill(judge.pack.phrases.find((x) => x.no === phrase)!.better.zh, round);
      return lines.flatMap((tempting) =>
        assess(
          judge,
          transcriptOf(round, [
            { role: 'customer', text: tempting },
            { role: 'agent', text: better },
          ]),
        )
          .violations.filter((v) => v.status !== 'excused')
          .map((v) => `${phrase} ${better}: ${v.status} ${v.phrase}`),
      );
    });
    expect([...new Set(wrong)]).toEqual([]);
  });

  it('say nothing that is heard as another answer than they mean: busy, the time does not suit, not let in', () => {
    const round = roundOf('easy', 'reschedule', 1);
    const decided = (scripts: string[], ...turns: string[]) => {
      const { decisions } = assess(rulebook, {
        id: 'x',
        source: 'x',
        scripts,
        workOrder: round.order,
        turns: turns.map((t) => ({ speaker: t.startsWith('装维') ? 'agent' : 'customer', text: t.slice(3) })),
        roles: { agent: 'agent', customer: 'customer' },
      });
      return Object.fromEntries(decisions.map((d) => [d.question, d.answer]));
    };
    const [phone, door, moving] = [
      cast.scenes.filter((s) => s.setting === 'phone'),
      cast.scenes.filter((s) => s.setting === 'door'),
      cast.scenes.filter((s) => s.id.startsWith('reschedule')),
    ].map(
      (scenes) => (id: string) =>
        id === 'provocation' || OWN_REPLIES.includes(id) || scenes.some((s) => replyIds(s).includes(id)),
    );
    // Replies that are meant to be such an answer, or that end the call.
    const meant = /^(convenience\.(later|moves)|later\.|open\.driving|time\.other|entry\.no|hang-up|bye)/;
    const wrong: string[] = [];
    const check = (from: string, id: string, wording: string) => {
      const words = fill(wording, round, { question: '你哪位？' });
      const hear = (question: string, expected: string, answers: Record<string, string>) => {
        if (answers[question] !== expected) wrong.push(`${from} ${id}: ${words} (${question} = ${answers[question]})`);
      };
      if (phone!(id)) {
        const early = decided(
          ['greeting', 'booking'],
          '装维：您好，电信公司的',
          `客户：${words}`,
          '装维：请问您现在讲话方便吗',
          '客户：方便，你讲。',
        );
        hear('busy-first', 'no', early);
      }
      if (phone!(id) && id !== 'provocation') {
        const next = decided(
          ['greeting', 'booking'],
          '装维：您好，请问您现在讲话方便吗',
          '客户：方便，你讲。',
          '装维：好的',
          `客户：${words}`,
        );
        hear('convenience', 'now', next);
      }
      // A first word answers nothing; who is not met in a scene says nothing there.
      const isMet = cast.personas.find((p) => p.id === from)?.scenes.some((s) => s.startsWith('reschedule')) ?? true;
      if (moving!(id) && isMet && !id.startsWith('open.')) {
        const proposal = '装维：非常抱歉，光缆断了，5月15日上午我们上门为您安装，您看合适吗？';
        const moved = decided(
          ['greeting', 'reschedule'],
          proposal,
          '客户：可以，我在家。',
          '装维：好的，我5月15日上午上门',
          `客户：${words}`,
        );
        hear('time-suits', 'yes', moved);
      }
      if (door!(id))
        hear(
          'let-in',
          'yes',
          decided(['arrival'], '装维：您好，请问我可以进去吗', '客户：进来吧。', '装维：谢谢', `客户：${words}`),
        );
    };
    for (const { id: from, lines } of [...cast.voices, ...cast.personas])
      for (const [id, l] of Object.entries(lines))
        if (!meant.test(id) && from !== 'driving')
          for (const w of [...l.plain, ...l.soft, ...l.hard]) check(from, id, w);
    for (const p of cast.provocations.filter((x) => x.settings.includes('phone'))) {
      for (const w of p.lines) check(`phrase ${p.phrase}`, 'provocation', w);
      for (const w of p.stung) check(`phrase ${p.phrase}`, 'hurt', w);
    }
    expect(wrong).toEqual([]);
  });

  it('are the same from dist/ and from YAML', async () => {
    const { value, problems } = await loadCast();
    expect(problems).toEqual([]);
    expect(value!.personas.map((p) => p.id)).toEqual(cast.personas.map((p) => p.id));
  });
});

describe('a round', () => {
  it('is made up whole, from a seed', () => {
    for (const { persona, scene } of meetings)
      for (const seed of [0, 1, 2 ** 31]) {
        const round = makeRound(cast, { scene, persona, seed, passMark: 80 });
        expect(makeRound(cast, { scene, persona, seed, passMark: 80 })).toEqual(round);
        expect(Object.keys(round.order).sort()).toEqual([...scene.fields].sort());
        expect(round.facts.rightAddress).not.toBe(round.order.address);
        expect(round.facts.newTime).not.toBe(round.order.appointment);
        expect(practice.fits(round, 'round.json')).toEqual([]);
      }
    const orders = new Set(
      Array.from({ length: 50 }, (_, seed) => JSON.stringify(roundOf('easy', 'booking', seed).order)),
    );
    expect(orders.size).toBe(50);
  });

  it('has the installer’s own name and number where he has told them', () => {
    const round = makeRound(cast, {
      scene: cast.scenes[1]!,
      persona: null,
      seed: 3,
      passMark: 90,
      installer: { staffName: '谭海波', staffId: '4027' },
    });
    expect(round.order).toMatchObject({ staffName: '谭海波', staffId: '4027' });
    expect(round.passMark).toBe(90);
  });

  it('of another cast is refused with what is legal', () => {
    const round = { ...roundOf('easy', 'booking', 1), persona: 'angri', provoke: [99] };
    expect(practice.fits(round, 'r.json').map((p) => [p.code, p.args.received, p.args.suggestion])).toEqual([
      ['WRONG_VALUE', 'angri', 'angry'],
      ['WRONG_VALUE', '99', '9'],
    ]);
    expect(() => practice.start(round)).toThrow(RangeError);
  });
});

describe('faults in customer files', () => {
  const faults = (file: string, text: string) =>
    parseCustomers([...sources, { file, text }]).problems.map((p) =>
      wordProblem(p, 'en').split('\n').slice(0, 2).join(' '),
    );
  const persona = (more: string) =>
    `format: 1\npersona: aunt\ntitle: 阿姨\nabout: 好讲话\nlevel: 1\nscenes: [booking]\nvoice: town\npatience: 5\n${more}`;

  it('are told with file, line and what would be right', () => {
    expect(faults('a.yaml', persona(''))).toEqual([]);
    expect(faults('a.yaml', persona('patiense: 5\n'))).toEqual(['a.yaml:9:1  UNKNOWN_KEY   unknown key patiense']);
    expect(faults('a.yaml', persona('traits: { time: never }\n'))[0]).toContain(
      'a.yaml:9:11  WRONG_VALUE   time is never; it should be suits, other',
    );
    expect(faults('a.yaml', persona('traits: { tine: other }\n'))[0]).toContain('traits › tine is tine');
    expect(faults('a.yaml', persona('lines: { me.yess: [对] }\n'))[0]).toContain('lines › me.yess is me.yess');
    expect(faults('a.yaml', persona('lines: { me.yes: ["我是{nane}"] }\n'))[0]).toContain(
      'is {nane}; it should be customerName',
    );
    expect(faults('a.yaml', persona('provokes: { phrases: [77], most: 1 }\n'))[0]).toContain(
      'provokes › phrases › 0 is 77',
    );
    expect(faults('a.yaml', persona('mood: 9\n'))[0]).toContain('a.yaml:9:1  WRONG_VALUE');
    expect(faults('a.yaml', 'format: 1\nperson: aunt\n')[0]).toContain(
      'it should be persona, voice, provocations, scenes, moves, orders',
    );
    expect(faults('a.yaml', '{')[0]).toContain('NOT_YAML');
  });

  it('are told when something is missing altogether', () => {
    const { value, problems } = parseCustomers(sources.filter((s) => !s.file.startsWith('voice')));
    expect(value).toBeNull();
    expect(problems.map((p) => [p.code, p.args.key])).toContainEqual(['MISSING_KEY', 'voice (base: true)']);
    expect(parseCustomers([]).problems.length).toBeGreaterThan(0);
  });
});
