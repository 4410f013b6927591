import { useContext } from 'preact/hooks';
import type { Lang } from '../../report/wording.ts';
import { LangContext } from './page-lang.ts';

interface SheetWords {
  readonly title: string;
  readonly forAll: string;
  readonly forOwn: string;
  readonly download: string;
  readonly upload: string;
  readonly tooLarge: (megabytes: number) => string;
  readonly taken: (raters: readonly string[], judged: number) => string;
  readonly nothingTaken: string;
}

/** What the pages say of a set's sheets, by language. */
const SHEET_WORDS: Readonly<Record<Lang, SheetWords>> = {
  zh: {
    title: '在表里填',
    forAll: '每位老师一列，列名是他的名字；也可以一人交一份。传上来就算他交了卷，不能改。',
    forOwn: '全部要素填完再传；传上来就算交卷，不能改。',
    download: '下载空表',
    upload: '传填好的表（XLSX、CSV）',
    tooLarge: (megabytes) => `文件大过 ${megabytes} MB。`,
    taken: (raters, judged) => `收下了：${raters.join('、')}，共 ${judged} 通次。`,
    nothingTaken: '这份表没有收，改好再传：',
  },
  en: {
    title: 'Fill in a sheet',
    forAll:
      'A column for each trainer, named by him; or a sheet for each. What is brought in is handed in, and cannot be changed.',
    forOwn: 'Fill in every element before you bring it in: it is handed in then, and cannot be changed.',
    download: 'Empty sheet,',
    upload: 'Bring in a filled sheet (XLSX, CSV)',
    tooLarge: (megabytes) => `The file is larger than ${megabytes} MB.`,
    taken: (raters, judged) => `Taken: ${raters.join(', ')}; ${judged} judgements of calls.`,
    nothingTaken: 'Nothing of this sheet was taken; mend it and bring it in again:',
  },
};

/** Those words in the reader's language. */
export const useSheetWords = (): SheetWords => SHEET_WORDS[useContext(LangContext)];
