import type { Lang } from '../../report/wording.ts';
import { useWords } from './page-lang.ts';

/** What the list says beside its filters and calls. */
export interface ListWords {
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
  readonly sample: string;
  readonly sampleCount: string;
  readonly seed: string;
  readonly draw: string;
  readonly drawn: (n: number) => string;
  readonly sampleHow: string;
  readonly sampleNo: (seq: number) => string;
  readonly sampleOf: (population: number, n: number) => string;
  readonly reviewed: (n: number, of: number) => string;
  readonly sampleFilter: string;
  readonly record: string;
  readonly did: { readonly assign: (to: string | null) => string; readonly sample: (draw: number) => string };
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
    sample: '随机抽样',
    sampleCount: '抽几通',
    seed: '种子',
    draw: '从筛出来的里抽',
    drawn: (n) => `抽了 ${n} 通，排进待复核。`,
    sampleHow:
      '每通机会相同；种子相同、通话相同，抽到的就相同。没有原话的不抽；已经复核完的抽到了，也不再排进待复核。一次最多 200 通。',
    sampleNo: (seq) => `样本 ${seq}`,
    sampleOf: (population, n) => `${population} 通里抽 ${n} 通`,
    reviewed: (n, of) => `已复核 ${n}/${of}`,
    sampleFilter: '从哪里抽的',
    record: '下载记录',
    did: {
      assign: (to) => (to === null ? '收回，不分给谁' : `分给 ${to} 复核`),
      sample: (draw) => `随机抽到（样本 ${draw}）`,
    },
    refused: (code, most) =>
      ({
        TOO_MANY_CALLS: `一次最多分 ${most} 通，先用筛选缩小范围。`,
        NOTHING_TO_DRAW: '筛出来的里没有存着原话的通话，没有可抽的。',
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
    sample: 'Random sample',
    sampleCount: 'how many',
    seed: 'seed',
    draw: 'Draw from the filtered calls',
    drawn: (n) => `Drew ${calls(n)} into the queue.`,
    sampleHow:
      'Each call has the same chance; the same seed draws the same calls of the same ones. Calls without words are not drawn; those that were reviewed do not come into the queue again. At most 200 at once.',
    sampleNo: (seq) => `sample ${seq}`,
    sampleOf: (population, n) => `${n} of ${calls(population)}`,
    reviewed: (n, of) => `${n} of ${of} reviewed`,
    sampleFilter: 'drawn from',
    record: 'record',
    did: {
      assign: (to) => (to === null ? 'took back, assigned to nobody' : `assigned to ${to}`),
      sample: (draw) => `drawn at random (sample ${draw})`,
    },
    refused: (code, most) =>
      ({
        TOO_MANY_CALLS: `At most ${most} calls can be assigned at once: narrow the filter first.`,
        NOTHING_TO_DRAW: 'The filter finds no call whose words are there: nothing to draw.',
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
