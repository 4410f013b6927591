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
  readonly refused: (code: string) => string;
  readonly notReached: string;
}

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
    refused: (code) =>
      ({
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
    refused: (code) =>
      ({
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
