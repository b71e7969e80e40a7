import { refuseUpload } from '../refusals.ts'
import { isImage, type FileType } from './type.ts'

const imageEnding = /^(jpe?g|jfif|png|webp)$/
const dangerous =
  /^(exe|com|scr|pif|bat|cmd|ps1|vbs?|vbe|jse?|mjs|wsf|wsh|hta|msi|msc|lnk|url|jar|apk|app|dll|sys|cpl|reg|sh|py|pl|rb|php\d?|phtml|phar|jspx?|aspx?|cgi|html?|xhtml|shtml|mht(ml)?|svgz?|xml|xsl|swf|iso|img|vhd|zip|rar|7z|gz|tar|doc[mt]|dotm|xls[mb]|xlt[mx]|xlam|ppt[mx]|ppam)$/

/** Refuses names that hide something; the name itself is kept nowhere. */
export function refuseName(name: string): void {
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\:*?"<>|]/u.test(name) || /^\.|\.\.|[. ]$/.test(name))
    throw refuseUpload('files.hiddenName')
  const segments = name.toLowerCase().split('.').slice(1, -1)
  if (segments.some((segment) => dangerous.test(segment.trim())))
    throw refuseUpload('files.doubleName')
}

/** Refuses an ending that promises something else than the content; images are one family. */
export function refuseEnding(name: string, type: FileType): void {
  const ending = name.toLowerCase().split('.').slice(1).at(-1) ?? ''
  if (dangerous.test(ending)) throw refuseUpload('files.doubleName')
  if (isImage(type) ? !imageEnding.test(ending) : ending !== type)
    throw refuseUpload('files.wrongName')
}
