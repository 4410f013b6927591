import type { Role } from '../model/transcript.ts';

/** Words that files use for who speaks. A label counts when it holds one of them; the longest decides (装维客户经理 is staff). */
const ROLE_WORDS: readonly (readonly [Role, readonly string[]])[] = [
  [
    'agent',
    [
      '装维',
      '师傅',
      '坐席',
      '座席',
      '客服',
      '员工',
      '工程师',
      '安装人员',
      '维护人员',
      '维修人员',
      '服务人员',
      '客户经理',
      '装维经理',
      '工作人员',
      '我',
      'agent',
      'staff',
      'operator',
      'technician',
      'installer',
      'representative',
    ],
  ],
  [
    'customer',
    ['客户', '用户', '顾客', '业主', '机主', '对方', '来电人', 'customer', 'user', 'client', 'caller', 'guest'],
  ],
  [
    'other',
    [
      '旁人',
      '其他',
      '其它',
      '家属',
      '家人',
      '同事',
      '邻居',
      '物业',
      '第三方',
      '老人',
      '孩子',
      '系统',
      'other',
      'system',
      'ivr',
    ],
  ],
];

/** Labels that name a voice without saying whose: A, 0, 说话人1, SPEAKER_00, ch_0 … */
const ANONYMOUS =
  /^(?:[A-Fa-f]|\d{1,2}|(?:说话人|发言人|讲话人|声道|speaker|spk|ch|channel)[\s_-]*(?:[A-Fa-f]|\d{1,3})|\?)$/i;

/**
 * The role that a label names.
 * @returns `null` for a label that names a voice only, `undefined` for one that is not a speaker's label as far as can be told
 */
export function roleOfLabel(label: string): Role | null | undefined {
  const low = label.trim().toLowerCase();
  if (ANONYMOUS.test(low)) return null;
  let best: { readonly role: Role; readonly length: number } | null = null;
  for (const [role, words] of ROLE_WORDS)
    for (const word of words) {
      const matches = word === '我' ? low === word : low.includes(word);
      if (matches && word.length > (best?.length ?? 0)) best = { role, length: word.length };
    }
  return best?.role;
}
