import type { Lang } from '../../report/wording.ts';
import { useWords } from './page-lang.ts';

/** What the list says beside its filters and calls. */
interface ListWords {
  readonly views: string;
  readonly keepView: string;
  readonly viewName: string;
  readonly keep: string;
  readonly cancel: string;
  readonly rename: string;
  readonly share: string;
  readonly unshare: string;
  readonly drop: string;
  readonly reallyDrop: string;
  readonly sharedBy: (who: string) => string;
  readonly shared: string;
  readonly assignTo: string;
  readonly takeBack: string;
  readonly assignAll: (n: number, to: string | null) => string;
  readonly assigned: (n: number, to: string | null) => string;
  readonly assignUndone: (n: number) => string;
  readonly undo: string;
  readonly nobody: string;
  readonly given: (to: string) => string;
  readonly anyAssignee: string;
  readonly mineOnly: string;
  readonly unassigned: string;
  readonly did: { readonly assign: (to: string | null) => string };
  readonly refused: (code: string, most?: number) => string;
  readonly notReached: string;
}

const calls = (n: number): string => `${n} call${n === 1 ? '' : 's'}`;

const WORDS: Readonly<Record<Lang, ListWords>> = {
  zh: {
    views: '存好的视图',
    keepView: '存为视图',
    viewName: '视图的名称；同名的会换成现在的条件',
    keep: '存好',
    cancel: '不存了',
    rename: '改名',
    share: '共享给大家',
    unshare: '不再共享',
    drop: '删除',
    reallyDrop: '确定删除',
    sharedBy: (who) => `${who} 共享的`,
    shared: '已共享',
    assignTo: '分给谁复核',
    takeBack: '收回，不分给谁',
    assignAll: (n, to) => (to === null ? `收回这 ${n} 通` : `把这 ${n} 通分给 ${to}`),
    assigned: (n, to) => (to === null ? `收回了 ${n} 通。` : `分给 ${to} ${n} 通。`),
    assignUndone: (n) => `撤销了，${n} 通照原来的。`,
    undo: '撤销',
    nobody: '没有分给谁',
    given: (to) => `分给 ${to}`,
    anyAssignee: '分给谁都算',
    mineOnly: '分给我的',
    unassigned: '没有分给谁的',
    did: { assign: (to) => (to === null ? '收回，不分给谁' : `分给 ${to} 复核`) },
    refused: (code, most) =>
      ({
        TOO_MANY_CALLS: `一次最多分 ${most} 通，先用筛选缩小范围。`,
        NO_SUCH_REVIEWER: '没有这位老师，或者他的账号停用了。',
        NOTHING_TO_UNDO: '没有可以撤销的。',
        BLIND: '这通你还要盲评，交卷以前不能动。',
        NO_NAME: '要写名称。',
        NAME_TAKEN: '已经有一个叫这个名称的视图。',
        TOO_MANY: '最多存 50 个视图，先删掉几个。',
        NO_SUCH_VIEW: '这个视图已经不在了。',
        ROLE: '你的账号不能做这个。',
      })[code] ?? `没有做成（${code}）。`,
    notReached: '没有做成：连不上工作台，它还开着吗？',
  },
  en: {
    views: 'Saved views',
    keepView: 'Save as view',
    viewName: 'name of the view; one of the same name is replaced',
    keep: 'Save',
    cancel: 'Cancel',
    rename: 'Rename',
    share: 'Share with all',
    unshare: 'Share no more',
    drop: 'Delete',
    reallyDrop: 'Delete for good',
    sharedBy: (who) => `shared by ${who}`,
    shared: 'shared',
    assignTo: 'Assign to',
    takeBack: 'take back, to nobody',
    assignAll: (n, to) => (to === null ? `Take back ${calls(n)}` : `Assign ${calls(n)} to ${to}`),
    assigned: (n, to) => (to === null ? `Took back ${calls(n)}.` : `Assigned ${calls(n)} to ${to}.`),
    assignUndone: (n) => `Undone: ${calls(n)} as before.`,
    undo: 'Undo',
    nobody: 'assigned to nobody',
    given: (to) => `assigned to ${to}`,
    anyAssignee: 'assigned to anyone',
    mineOnly: 'assigned to me',
    unassigned: 'assigned to nobody',
    did: { assign: (to) => (to === null ? 'took back, assigned to nobody' : `assigned to ${to}`) },
    refused: (code, most) =>
      ({
        TOO_MANY_CALLS: `At most ${most} calls can be assigned at once: narrow the filter first.`,
        NO_SUCH_REVIEWER: 'There is no such reviewer, or the account is disabled.',
        NOTHING_TO_UNDO: 'There is nothing to undo.',
        BLIND: 'You are to judge this call blind: hand in first.',
        NO_NAME: 'It needs a name.',
        NAME_TAKEN: 'There is a view of that name already.',
        TOO_MANY: 'At most 50 views can be kept: delete some first.',
        NO_SUCH_VIEW: 'This view is not there any more.',
        ROLE: 'Your account may not do this.',
      })[code] ?? `Not done (${code}).`,
    notReached: 'Not done: the desk cannot be reached. Is it still open?',
  },
};

/** The list's words in the reader's language. */
export function useListWords(): ListWords {
  return WORDS[useWords().lang];
}
