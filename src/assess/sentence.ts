import type { WorkOrder } from '../model/transcript.ts';

/** What stands in a sentence for a slot that the order does not fill: a blank that a person can read. */
const BLANK: Readonly<Record<string, string>> = {
  customerName: '××',
  title: '先生（女士）',
  service: '宽带',
  kind: '安装',
  appointment: '×日上午/下午',
  address: '××街×号×栋×单元×号',
  staffName: '×××',
  staffId: '×××',
  staffPhone: '×××××××××××',
  branch: '××分公司',
  // What no order holds: the installer knows it when he says it.
  department: '××部门',
  when: '×点',
  reason: '××（原因）',
};

/** Fills `{slot}` from the work order; slots that it lacks become blanks, other names in braces stay. */
export function fillSentence(sentence: string, order: WorkOrder | null): string {
  return !sentence.includes('{')
    ? sentence
    : sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
        const value = order?.[name as keyof WorkOrder];
        if (typeof value === 'string' && value !== '') return value;
        if (Array.isArray(value) && value.length > 0) return value.join('、');
        return BLANK[name] ?? whole;
      });
}
