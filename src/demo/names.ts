import { at, type Random } from './random.ts'

const commonSurnames =
  '王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚'
const rareSurnames = [
  '欧阳',
  '上官',
  '司马',
  '诸葛',
  '端木',
  '仇',
  '逄',
  '亓',
  '么',
  '郄',
  '昝',
  '俎',
  '禤',
]

interface Given {
  readonly first: string
  readonly second: string
  readonly whole: readonly string[]
}

const elderMen: Given = {
  first: '德福贵永志国玉文明世振兴广宝长继树金万学克传士洪庆',
  second: '山林海生田德成福祥贵明亮义仁堂财才昌荣春泉臣庭武轩',
  whole: [],
}
const elderWomen: Given = {
  first: '秀桂玉淑凤兰素翠瑞月金爱惠春美彩雪素菊荷',
  second: '兰英珍芳华云梅芝莲荣琴娥香贞仙霞花清芬',
  whole: [],
}
const middleMen: Given = {
  first: '建国志永玉文学春庆新卫东振长光宝家立成克明',
  second: '国军民华平生祥明林江伟东义胜斌强忠山河利',
  whole: ['建国', '援朝', '卫东', '建军', '解放', '跃进', '爱民', '新民', '和平', '国庆'],
}
const middleWomen: Given = {
  first: '秀玉桂淑爱丽美凤春红建金月素惠亚晓',
  second: '英兰芳华梅霞云珍琴萍荣平玲芝敏娟香莲',
  whole: ['建华', '爱华', '国英', '卫红', '新华', '和平', '春燕', '秋菊'],
}
const youngMen: Given = {
  first: '志建卫永海晓国立文俊少红新东光宏',
  second: '军强伟勇斌峰波涛平东辉明刚杰民健',
  whole: ['伟', '军', '勇', '强', '刚', '涛', '斌', '辉'],
}
const youngWomen: Given = {
  first: '丽晓红艳秀海春玉雪亚文小爱慧',
  second: '红梅丽霞萍燕玲敏娟艳华莉芳静洁琴',
  whole: ['红', '丽', '敏', '燕', '霞', '萍', '莉', '静'],
}

/** Characters that fonts, pinyin and file formats easily lose. */
const rareGiven = ['𬱖', '㛃', '堃', '喆', '犇', '䶮', '垚', '燊', '翀', '璟']

/** Names of peoples who write them otherwise: men's, then women's. */
const peoples: Readonly<Record<string, readonly [readonly string[], readonly string[]]>> = {
  '02': [
    ['巴特尔', '格日勒图', '额尔敦巴雅尔', '苏和', '朝鲁'],
    ['乌云其其格', '娜仁托娅', '萨仁花'],
  ],
  '04': [
    ['扎西次仁', '多吉旺堆', '洛桑平措'],
    ['卓玛央金', '格桑梅朵'],
  ],
  '05': [
    ['买买提·吐尔逊', '阿卜杜热合曼·阿卜杜克热木', '吐尔逊江·肉孜'],
    ['阿依古丽·买买提', '帕提古丽·艾合买提'],
  ],
  '17': [
    ['叶尔江·哈布力', '木拉提·别克'],
    ['古丽娜尔·沙合多拉', '阿依努尔·木拉提'],
  ],
}

/** A believable full name for someone of this sex, year of birth and people (GB/T 3304 code). */
export function inventName(
  random: Random,
  woman: boolean,
  year: number,
  ethnicity: string,
): string {
  const own = peoples[ethnicity]
  if (own) return random.pick(own[woman ? 1 : 0])
  const surname = random.chance(0.015) ? random.pick(rareSurnames) : surnameFrom(random)
  return surname + givenName(random, givenFor(woman, year))
}

/** A name with a character that is easily lost; `index` decides which. */
export function rareName(random: Random, index: number): string {
  return surnameFrom(random) + at(rareGiven, index % rareGiven.length)
}

function surnameFrom(random: Random): string {
  const place = Math.floor(random.next() ** 1.9 * commonSurnames.length)
  return commonSurnames.charAt(place)
}

function givenFor(woman: boolean, year: number): Given {
  if (year < 1945) return woman ? elderWomen : elderMen
  if (year < 1961) return woman ? middleWomen : middleMen
  return woman ? youngWomen : youngMen
}

function givenName(random: Random, given: Given): string {
  if (given.whole.length && random.chance(0.14)) return random.pick(given.whole)
  if (random.chance(0.12)) return random.pick([...given.second])
  return random.pick([...given.first]) + random.pick([...given.second])
}
