import { Refusal } from '#src/kernel/refusal.ts'

const sentences = {
  'files.empty': '这个文件是空的，请确认选对了文件',
  'files.tooLarge': '文件超过 10 MB，请压缩或拆分后再上传',
  'files.unknownType': '不能上传这种文件：请上传 JPEG、PNG、WebP 图片，PDF，或 .docx、.xlsx 文档',
  'files.heic':
    '手机的 HEIC 照片暂不能上传：请在手机相机设置里选“兼容性最佳”，或另存为 JPEG 后再上传',
  'files.otherImage': '暂不支持这种图片，请另存为 JPEG 或 PNG 后再上传',
  'files.oldOffice':
    '这是旧格式的 Office 文件，请在 WPS 或 Office 中另存为 .docx 或 .xlsx 后再上传',
  'files.notImage': '照片请上传 JPEG、PNG 或 WebP 图片',
  'files.wrongName': '文件名的后缀与内容不符，请核对文件来源后改正文件名',
  'files.hiddenName': '文件名里有看不见的字符或路径符号，请改名后再上传',
  'files.doubleName': '文件名带有程序或网页的后缀，请改名后再上传',
  'files.damaged': '文件已损坏或不完整，请重新打开、另存一份后再上传',
  'files.appended': '图片后面附有别的内容，请用看图软件打开并另存后再上传',
  'files.mixed': '文件里混有另一种格式的内容，请重新导出一份后再上传',
  'files.tooManyPixels': '图片像素过大（超过 4000 万像素），请缩小后再上传',
  'files.tooFewPixels': '照片太小，看不清人，请换一张长和宽都在 100 像素以上的照片',
  'files.bomb': '文件解压后大得反常，请把有用的内容复制到新文件后再上传',
  'files.encrypted': '文件设有密码，请取消密码后再上传',
  'files.activePdf': 'PDF 里有脚本、附件或自动执行的动作，请用“打印为 PDF”另存后再上传',
  'files.opaquePdf': 'PDF 的结构无法查验，请用“打印为 PDF”另存后再上传',
  'files.macro': '文档里有宏、控件或嵌入对象，请另存为不含宏的 .docx 或 .xlsx，或转成 PDF 后再上传',
  'files.external': '文档引用了外部文件或网络内容，请在文档中断开链接，或转成 PDF 后再上传',
  'files.tooSlow': '文件查验用时过长，已经停止，请把图片缩小或换一份后再上传',
  'files.tooHeavy': '文件查验时内存不足，已经停止，请把图片缩小或换一份后再上传',
} as const

export type FileRefusalCode = keyof typeof sentences

/** The refusal of an uploaded file, with what to do about it, at the field. */
export function refuseUpload(code: FileRefusalCode): Refusal {
  const kind = code === 'files.tooLarge' ? 'tooLarge' : 'invalid'
  return new Refusal(kind, code, sentences[code], 'file')
}

/** Whether a code that a process of its own sent is one of ours. */
export function isFileRefusal(code: string): code is FileRefusalCode {
  return Object.hasOwn(sentences, code)
}
