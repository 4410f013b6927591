import type { PersonName } from '../match/surnames.ts';

/** A person's name in a text: characters, end exclusive. `given` is empty where only the surname is said. */
export interface FoundName extends PersonName {
  readonly from: number;
  readonly to: number;
}

/** Forms of address that only people have: what stands before them is a name even if no list has it. */
export const SURE_TITLES = '先生|女士|小姐|太太|夫人|娭毑|嗲嗲';
/** Forms of address of two characters and more. */
export const LONG_TITLES = `${SURE_TITLES}|老板娘|老板|老师傅|师傅|老师|大哥|大姐|大爷|大妈|大伯|大叔|大婶|大嫂|叔叔|阿姨|伯伯|伯母|爷爷|奶奶|婆婆|爹爹|老爹|老爷子|老人家|嫂子|姐姐|经理|主任|校长|院长|医生|护士|会计|律师|教授|同志|妹子|美女|帅哥|兄弟|局长|书记|村长|科长|队长|厂长|处长|班长|组长|站长|所长|主席|警官|姑娘|老弟|满哥|翁妈|工程师|师母|伢子|妹陀`;

/** 施工, 车工 are no engineers; 谢谢刘老师 is no 谢某. */
const NO_PERSON = /^.?(麻烦|孙伢|孙妹|单位|安装|安全|施工|车工|管工|包工|谢谢|[谢感多]谢|常务|成人)/;
/** Characters that no given name has; 0 stands for a number that was masked. */
export const NO_GIVEN = /[，。？0:/.#\-是吗吧的你我他她在呢了啵这那么什谁哪们就都也还给个位呀零区县市省]/;
/** Characters of ordinary words, which recognition without punctuation puts before 先生: 可以先生, 不客气女士. */
export const ORDINARY =
  /[不有以果等活动流量法担心气再见过如起可没下行恩别解费钱一二三四五六七八九十稍着急要会能看听打用交扣开关办理查询题时候知道样然后但因所多少说讲话谢感扰烦歉抱问清确定装修移换宽带网线电机号码由理案目务套间猫]/;
/** Of these the ones that no given name has. */
export const NEVER_GIVEN =
  /[不有以等再过没下解费钱一稍着要会看听打用扣办查询题时候然但因所多少说谢扰烦歉问装修移换宽带线机码猫由理案目务套]/;

/** A slice that may begin before the text does. */
export const slice = (text: string, from: number, to: number): string => text.slice(Math.max(0, from), to);

/** The name at a place, with so many characters of surname. */
export const nameOf = (text: string, from: number, to: number, surname: number): FoundName => ({
  from,
  to,
  surname: text.slice(from, from + surname),
  given: text.slice(from + surname, to),
});

/** Whether a word begins there that looks like a name. 谢谢谢女士 thanks somebody called 谢. */
export const isNobody = (text: string, from: number, to: number): boolean =>
  NO_PERSON.test(slice(text, from - 1, from + 2)) && !(to - from === 1 && /谢谢谢$/.test(slice(text, from - 2, to)));
