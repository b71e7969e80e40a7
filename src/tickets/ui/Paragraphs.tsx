/** A text as it was written, line by line. */
export function Paragraphs({ text }: { readonly text: string }) {
  return text
    .split(/\n+/)
    .filter((line) => line.trim() !== '')
    .map((line, index) => <p key={`${index} ${line}`}>{line}</p>)
}
