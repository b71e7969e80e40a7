/**
 * The words from which common passwords are made, chosen for Chinese offices: rows of keys, names of
 * accounts, first names and pets, love, luck, sports, places and ranks. Compounds of two count as well.
 */
export const commonWords: readonly string[] = `
password passwd passw0rd pass word login logon welcome hello admin administrator root system sysadmin user
guest test testing tester demo default secret letmein access master manager office server computer windows
linux oracle mysql postgres database internet network website email mail qwer qwert qwerty qwertyuiop asdf
asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qazwsx qazwsxedc 1qaz 2wsx 3edc 4rfv abcd abcde abcdef abc123 a1b2c3 aaa111
iloveyou loveyou love lovely forever baby honey angel princess prince queen king dragon tiger monkey panda
rabbit horse eagle lion wolf bear shadow sunshine summer winter spring autumn flower rose lily cherry apple
orange banana chocolate coffee cookie pepper ginger cheese purple yellow silver golden diamond crystal star
superman batman spiderman pokemon naruto starwars football basketball baseball soccer tennis hockey liverpool
chelsea arsenal barcelona madrid michael michelle jordan jennifer jessica daniel andrew joshua matthew robert
thomas george charlie william anthony nicole ashley amanda maggie buster killer hunter ranger freedom whatever
trustno1 computer1 google baidu alibaba taobao tencent weixin wechat huawei xiaomi samsung iphone android
nokia sony lenovo mercedes porsche ferrari toyota honda harley mustang corvette cowboys yankees lakers
woaini woaini1314 wo ai ni aini woaiwojia 5201314 520 1314 wang zhang liu chen yang zhao huang zhou xu sun ma zhu
li wu lin guo luo zheng liang song tang deng feng han cao zeng peng xiao tian dong pan yuan cai jiang yu ye
xiaoming xiaohong laowang baobao baobei laopo laogong haha hehe heihei nihao nihaoma xiexie zhongguo china
beijing shanghai guangzhou shenzhen tianjin chongqing nanjing hangzhou wuhan chengdu xian suzhou changsha
zhengzhou jinan qingdao dalian shenyang haerbin hefei fuzhou xiamen nanchang kunming guiyang nanning haikou
taiyuan shijiazhuang lanzhou xining yinchuan huhehaote wulumuqi lasa mima mimajiushi denglu yonghu guanli
guanliyuan xitong xitongguanliyuan anquan anquanguanliyuan shenji ceshi shiyong moren gongzuo bangong
bangongshi danwei jiguan zhengfu shiwei xianwei quwei zuzhibu zuzhi renshi caiwu dang dangzhibu zhibu dangyuan
laoganbu laoganbuju lixiu tuixiu lituixiu ganbu fuwu guanlike zonghe zonghek keyuan kezhang juzhang chuzhang shuji
zhuren chongyang chongyangjie jiuyuejiu zunlao jinglao xiyanghong yinling laonian
laonianren laoniandaxue shequ jiedao sheqv fuqi facai dafa fada shunli shunfeng pingan jiankang kuaile xingfu
jixiang ruyi gongxi xinnian chunjie zhongqiu guoqing yuandan 168 888 666 999 8888 6666 9999 0000 1111 2222
5555 12345 123456 1234567 12345678 123456789 1234567890 0123456789 654321 987654321 123123 123321 112233 121212
147258 147258369 159357 159753 741852 963852 789456 456789 135790 246810 100200 110110 119119 120120 7758521
5211314 1314520 3344520 a123456 abc q1w2e3 q1w2e3r4 1q2w3e 1q2w3e4r zaq12wsx p0o9i8 changeme newpassword
temp temporary initial start begin open enter private public service support help info contact company
`
  .split(/\s+/)
  .filter((word) => word.length > 2)
