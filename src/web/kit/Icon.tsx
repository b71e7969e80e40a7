/** Drawn for a 20-unit square, stroked; no meaning without the words beside them. */
const paths = {
  home: 'M3 9.5 10 3.5l7 6M5 8.5V16.5h10V8.5M8.5 16.5v-4.5h3v4.5',
  people:
    'M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2 16.5c.3-3 2.5-5 5.5-5s5.2 2 5.5 5M13 4a2.7 2.7 0 0 1 0 5.2M14.5 11.7c2 .5 3.2 2.3 3.5 4.8',
  person:
    'M10 9.5a3.2 3.2 0 1 0 0-6.5 3.2 3.2 0 0 0 0 6.5ZM3.5 17c.4-3.4 3-5.5 6.5-5.5s6.1 2.1 6.5 5.5',
  tree: 'M7 3h6v3.5H7zM2.5 13.5h5V17h-5zM12.5 13.5h5V17h-5zM10 6.5V10M5 13.5V10h10v3.5',
  list: 'M7 5h10M7 10h10M7 15h10M3.2 5h.6M3.2 10h.6M3.2 15h.6',
  task: 'M4 3.5h12v13H4zM7 8.5l1.5 1.5L11.5 7M7 13.5h6',
  upload: 'M10 13V3.5M6 7l4-3.8L14 7M3.5 12.5v4h13v-4',
  download: 'M10 3.5V13M6 9.5l4 3.8 4-3.8M3.5 13.5v3h13v-3',
  book: 'M4 3.5h9.5a2 2 0 0 1 2 2v11H6a2 2 0 0 1-2-2zM4 14.5a2 2 0 0 1 2-1.5h9.5M7.5 7h4.5',
  chart: 'M3.5 3.5v13h13M7 13.5V10M10.5 13.5V6.5M14 13.5V8.5',
  gear: 'M10 12.7a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4ZM10 2.5v2M10 15.5v2M2.5 10h2M15.5 10h2M4.7 4.7l1.4 1.4M13.9 13.9l1.4 1.4M4.7 15.3l1.4-1.4M13.9 6.1l1.4-1.4',
  snapshot: 'M6 3.5h7l3 3v8H6zM4 6v11h9',
  shield: 'M10 2.8 16 5v4.5c0 3.5-2.4 6.2-6 7.7-3.6-1.5-6-4.2-6-7.7V5zM7.3 10l2 2 3.5-3.8',
  print: 'M6 7V3h8v4M6 14H3.5V7h13v7H14M6 11.5h8V17H6z',
  search: 'M8.7 14a5.3 5.3 0 1 0 0-10.6 5.3 5.3 0 0 0 0 10.6ZM12.6 12.6 17 17',
  plus: 'M10 4v12M4 10h12',
  close: 'M5 5l10 10M15 5 5 15',
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  down: 'M5 7.5l5 5 5-5',
  right: 'M7.5 5l5 5-5 5',
  left: 'M12.5 5l-5 5 5 5',
  up: 'M5 12.5l5-5 5 5',
  check: 'M4 10.5l4 4 8-9',
  calendar: 'M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5',
  eye: 'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5ZM10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z',
  columns: 'M3.5 4h13v12h-13zM8 4v12M12 4v12',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6v4.3l2.8 1.7',
  edit: 'M3.5 16.5l.8-3.5L13 4.3l2.7 2.7L7 15.7zM11.5 5.8l2.7 2.7',
  filter: 'M3 4.5h14l-5.5 6V16l-3-1.5v-4z',
  file: 'M5 2.5h6.5L15.5 6.5V17.5H5zM11.5 2.5v4h4',
  info: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 9.2v4.3M10 6.5v.3',
  warn: 'M10 3 18 16.5H2zM10 8v4.2M10 14.2v.3',
  bell: 'M5 13.5V9a5 5 0 0 1 10 0v4.5l1.5 1.5h-13zM8.3 17h3.4',
  more: 'M3.8 10a.7.7 0 1 0 1.4 0 .7.7 0 0 0-1.4 0ZM9.3 10a.7.7 0 1 0 1.4 0 .7.7 0 0 0-1.4 0ZM14.8 10a.7.7 0 1 0 1.4 0 .7.7 0 0 0-1.4 0Z',
  exit: 'M8 3.5H4v13h4M8 10h9M13.5 6.5 17 10l-3.5 3.5',
} as const

export type IconName = keyof typeof paths

/** A small line drawing; always decoration, hidden from screen readers. */
export function Icon({ name, size = 1.2 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 20 20"
      style={{ width: `${size}em`, height: `${size}em` }}
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  )
}
