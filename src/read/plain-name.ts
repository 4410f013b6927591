/** Traditional characters of labels and headers, each with its simplified one. */
const PAIRS =
  '裝装維维師师員员戶户顧顾業业機机對对來来電电話话說说發发講讲聲声屬属鄰邻統统務务經经單单編编號号錄录時时間间開开結结內内轉转寫写構构門门組组團团隊队長长識识別别語语檔档檢检測测質质親亲訂订問问題题備备題题鐘钟標标釋释軌轨蹟迹訊讯姓姓稱称碼码終终點点';
const SIMPLE = new Map<string, string>();
for (let i = 0; i < PAIRS.length; i += 2) SIMPLE.set(PAIRS[i]!, PAIRS[i + 1]!);

const TRADITIONAL = new RegExp(`[${[...SIMPLE.keys()].join('')}]`, 'g');

/** A label or header in simplified characters, one for one, so that places in it stay the same. */
export const plainName = (name: string): string => name.replace(TRADITIONAL, (char) => SIMPLE.get(char)!);
