import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { pack, rulebook } from '../rulebook.ts';
import { dialogue } from '../speech.ts';

/** Status and guard of the phrase in the installer's last turn. */
const told = (phrase: number, ...lines: string[]): string => {
  const { violations } = assess(
    rulebook,
    dialogue(lines.map((l) => (/^(装维|客户|旁人)：/.test(l) ? l : `装维：${l}`))),
  );
  const found = violations.find((v) => v.phrase === phrase);
  return found ? `${found.status} ${found.excusedBy ?? ''}`.trim() : 'none';
};

describe('guards', () => {
  it('are there, by these names', () => {
    const tested = [
      'quoted',
      'taught',
      'echo',
      'checking',
      'customer-subject',
      'offer-to-help',
      'reason-and-way',
      'looks-for-someone',
    ];
    for (const id of tested) expect(pack.guards.map((g) => g.id)).toContain(id);
  });

  it('quoted: what must not be said is named', () => {
    expect(told(9, '我们培训的时候讲了，不能跟客户说我现在没空')).toBe('excused quoted');
    expect(told(9, '“我现在没空”是要扣分的')).toMatch(/^excused/);
    expect(told(14, '昨天你跟那个大爷讲的“你去告啊”，那是挨批评的话')).not.toMatch(/^hit/);
    expect(told(9, '我现在没空')).toBe('hit');
    expect(told(9, '你催也没用，我现在没空')).toBe('hit');
  });

  it('quoted gives way where the ear, which hears the words beside a paraphrase too, is sure', () => {
    expect(told(4, '这话我都讲秃噜皮了，你这脑袋咋就转不过这个弯呢')).toBe('hit');
  });

  it('echo: the customer’s own words are said again to check them', () => {
    expect(told(1, '客户：他们讲这事不归我们管', '装维：这事不归我们管，他们是这么说的是吧')).toMatch(/^excused/);
    expect(told(1, '客户：话费多扣了', '装维：这事不归我们管')).toBe('hit');
    expect(told(8, '客户：莫又跟我讲快下班了明天再说', '装维：快下班了明天再说？不会的，再晚我也给您弄完')).not.toMatch(
      /^hit/,
    );
  });

  it('customer-subject: it is the customer who has no time', () => {
    for (const line of ['您现在没空的话我晚点再来', '要是您没空，我们改天']) expect(told(9, line)).not.toMatch(/^hit/);
  });

  it('offer-to-help: it is handed over, and the customer gets an answer', () => {
    expect(told(1, '这事不归我们管，我帮您转给营业厅，下午给您回电话')).toBe('excused offer-to-help');
    expect(told(1, '这事不归我们管，你找别人去')).toBe('hit');
    // What he will not do for the customer is no offer (`unless`).
    expect(told(1, '这事不归我们管，我也给你弄不了')).toBe('hit');
  });

  it('looks-for-someone: nobody is asked whom he wants', () => {
    expect(told(11, '我等您找水电师傅把管子通了再来')).not.toMatch(/^hit/);
    expect(told(11, '谁打的孔您找谁补')).not.toMatch(/^hit/);
    expect(told(11, '哪个咯，你找谁')).toBe('hit');
  });

  it('reason-and-way: a reason goes with it, and another way', () => {
    const kind = '我现在没空，不好意思，我在另一户家里，做完下午三点到您家';
    expect(told(9, kind)).toBe('excused reason-and-way');
    expect(told(9, '我现在没空，你问别人')).toBe('hit');
  });

  it('do not reach over to another turn: what is made good later still counts', () => {
    const lines = ['装维：这事不归我们管', '客户：那找谁', '装维：不好意思，我帮您转给营业厅，下午给您回电话'];
    expect(told(1, ...lines)).toBe('hit');
  });

  it('leave what they excuse in the assessment, and out of the score', () => {
    const a = assess(rulebook, dialogue(['装维：这事不归我们管，我帮您转给营业厅，下午给您回电话']));
    expect(a.violations).toMatchObject([{ phrase: 1, status: 'excused', excusedBy: 'offer-to-help' }]);
    expect(a.score.deducted).toBe(0);
  });
});
