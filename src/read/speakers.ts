import type { Role } from '../model/transcript.ts';
import { plainName } from './plain-name.ts';

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

/** Labels that name a voice without saying whose: A, 0, 说话人1, SPEAKER_00, ch_0, Guest-1, 左声道, ? … Who called whom tells nothing either. */
const ANONYMOUS =
  /^(?:[A-Fa-f]|\d{1,4}|(?:说话人|发言人|讲话人|说话者|声道|通道|角色|人员|speaker|spk|ch|channel|guest|voice|track|role|unknown)[\s_-]{0,3}(?:[A-Fa-f]|\d{1,4})|[左右](?:声道|声|侧)?|left|right|unknown|未知(?:说话人)?|[男女](?:声|方)?|主叫|被叫|\?)$/i;

/** Labels are few and come back with every call; hostile files may have any number. */
const MOST_KNOWN = 2_000;
const known = new Map<string, Role | null | undefined>();

/**
 * The role that a label names.
 * @returns `null` for a label that names a voice only, `undefined` for one that is not a speaker's label as far as can be told
 */
export function roleOfLabel(label: string): Role | null | undefined {
  if (known.has(label)) return known.get(label);
  const role = roleIn(plainName(label.trim().toLowerCase()));
  if (known.size < MOST_KNOWN && label.length < 64) known.set(label, role);
  return role;
}

function roleIn(label: string): Role | null | undefined {
  if (ANONYMOUS.test(label)) return null;
  let best: { readonly role: Role; readonly length: number } | null = null;
  for (const [role, words] of ROLE_WORDS)
    for (const word of words) {
      const matches = word === '我' ? label === word : label.includes(word);
      if (matches && word.length > (best?.length ?? 0)) best = { role, length: word.length };
    }
  return best?.role;
}

/** Gives a label its role; a label may be any word, also one that plain assignment would take for the prototype. */
export function setRole(roles: Record<string, Role | null>, label: string, role: Role | null): void {
  if (label === '__proto__')
    Object.defineProperty(roles, label, { value: role, enumerable: true, configurable: true, writable: true });
  else roles[label] = role;
}
