import type { Account } from '../desk/people/accounts.ts';
import type { DeskRole } from '../desk/people/permissions.ts';
import type { Lang } from '../report/wording.ts';

interface PeopleWords {
  readonly role: Readonly<Record<DeskRole, string>>;
  readonly state: (account: Account) => string;
  readonly nobody: string;
  readonly link: (name: string, hours: number) => string;
  readonly stillDisabled: (name: string) => string;
  readonly changed: (name: string, role: string) => string;
  readonly disabled: (name: string) => string;
  readonly enabled: (name: string) => string;
}

/** What `huashu desk people` says on the terminal, by language. */
export const PEOPLE_WORDS: Readonly<Record<Lang, PeopleWords>> = {
  zh: {
    role: { admin: '管理员', lead: '组长', trainer: '培训老师', installer: '装维' },
    state: ({ disabled, ready }) => (disabled ? '已停用' : ready ? '' : '还没有设密码'),
    nobody: '还没有账号：运行 huashu desk --accounts，用它给的链接建管理员',
    link: (name, hours) => `把链接交给 ${name}，由他自己设密码（${hours} 小时内有效，只能用一次）：`,
    stillDisabled: (name) => `${name} 的密码和登录都作废了；账号还停用着，先 huashu desk people enable`,
    changed: (name, role) => `${name} 现在是${role}`,
    disabled: (name) => `${name} 已停用，马上退出所有登录；他做过的判定都在`,
    enabled: (name) => `${name} 又能登录了；没有密码就用 huashu desk people reset 给他链接`,
  },
  en: {
    role: { admin: 'admin', lead: 'lead', trainer: 'trainer', installer: 'installer' },
    state: ({ disabled, ready }) => (disabled ? 'disabled' : ready ? '' : 'no password yet'),
    nobody: 'there are no accounts yet: run huashu desk --accounts and open the link that it prints to make the admin',
    link: (name, hours) =>
      `hand this link to ${name}, who sets a password with it (it holds for ${hours} hours, once):`,
    stillDisabled: (name) =>
      `${name}: the password and every session are void; the account is still disabled, see huashu desk people enable`,
    changed: (name, role) => `${name} is ${role} now`,
    disabled: (name) => `${name} is disabled and signed out everywhere; what ${name} decided stays`,
    enabled: (name) => `${name} may sign in again; without a password a link is made with huashu desk people reset`,
  },
};
