import type { MaskKind } from '../privacy/mask.ts';
import type { Lang } from '../report/wording.ts';

interface MaskWords {
  readonly kinds: Readonly<Record<MaskKind, string>>;
  readonly masked: (calls: number, counts: string) => string;
  readonly nothing: string;
  readonly notAll: string;
}

/** What `huashu mask` says on the terminal, by language. */
export const MASK_WORDS: Readonly<Record<Lang, MaskWords>> = {
  zh: {
    kinds: { name: '姓名', phone: '电话', account: '证件、账号、工号', address: '地址' },
    masked: (calls, counts) => `${calls} 通，遮住：${counts}`,
    nothing: '没有要遮的',
    notAll: '机器会漏（见 docs/privacy.md），给外人之前请再看一遍',
  },
  en: {
    kinds: {
      name: 'names',
      phone: 'telephone numbers',
      account: 'identity cards, accounts, staff numbers',
      address: 'parts of addresses',
    },
    masked: (calls, counts) => `${calls} calls; masked: ${counts}`,
    nothing: 'nothing',
    notAll: 'a program misses some (docs/privacy.md): look again before you hand them out',
  },
};
