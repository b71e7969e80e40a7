import { Refusal } from '#src/kernel/refusal.ts'

const sentences = {
  'import.empty': '这个文件是空的，请确认选对了文件',
  'import.tooLarge': '文件过大，请按单位拆成几个文件，或删去图片和无用的工作表后再导入',
  'import.notSpreadsheet': '这不是电子表格，请选择 .xlsx、.xls 或 .csv 文件',
  'import.otherFormat': '暂不支持这种表格格式，请在 WPS 或 Excel 中“另存为”.xlsx 后再导入',
  'import.oldFormat': '这是很旧的 Excel 格式，请在 WPS 或 Excel 中“另存为”.xlsx 后再导入',
  'import.encrypted': '文件设有打开密码，请先在 WPS 或 Excel 中取消密码再导入',
  'import.damaged': '文件已损坏或不完整，请在 WPS 或 Excel 中打开并另存一份后再导入',
  'import.bomb':
    '文件解压后大得反常，可能带有大量空行空格或恶意内容，请把有用的内容复制到新工作簿后再导入',
  'import.blankRows': '表中有大量空行，请选中数据下方的空行整行删除，保存后再导入',
  'import.tooManyColumns': '表的列数过多，请删去右侧无用的列，保存后再导入',
  'import.tooManyRows': '表中人数过多，请按单位拆成几个文件后再导入',
  'import.tooManySheets': '工作表过多，请拆成几个文件后再导入',
  'import.sideBySide': '同一张工作表里左右并排放了两个表，请把它们拆成上下排列或两张工作表后再导入',
  'import.noHeader': '没有找到表头，请确认表中有“姓名”“身份证号”等列名',
  'import.noName': '没有找到“姓名”列，请在表头补上“姓名”两个字后再导入',
  'import.tooSlow': '文件检查用时过长，已经停止，请拆成几个文件后再导入',
  'import.tooMuchMemory': '文件太大，检查时内存不足，已经停止，请拆成几个文件后再导入',
} as const

export type ImportRefusalCode = keyof typeof sentences

/** The refusal of a whole file; `detail` is added to the sentence in brackets. */
export function refuseFile(code: ImportRefusalCode, detail?: string): Refusal {
  const kind = code === 'import.tooLarge' ? 'tooLarge' : 'invalid'
  return new Refusal(kind, code, sentences[code] + (detail ? `（${detail}）` : ''), 'file')
}
