import type { ComponentProps, ReactNode } from 'react'
import { Link } from 'react-router'
import { Icon, type IconName } from './Icon.tsx'

interface Look {
  /** One primary button a view; `danger` for what cannot be undone; `link` and `quiet` for small acts. */
  readonly look?: 'plain' | 'primary' | 'danger' | 'quiet' | 'link' | undefined
  readonly small?: boolean | undefined
  readonly icon?: IconName | undefined
}

export interface ButtonProps extends Look, Omit<ComponentProps<'button'>, 'aria-busy'> {
  /** Working: the words stay, further presses do nothing. */
  readonly busy?: boolean | undefined
}

/** A button; write a verb on it. */
export function Button({ look, small, icon, busy, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={className(look, small)}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest['aria-disabled']}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
    >
      {busy ? <span className="spinner" aria-hidden="true" /> : icon && <Icon name={icon} />}
      {children !== undefined && <span>{children}</span>}
    </button>
  )
}

interface ButtonLinkProps extends Look {
  readonly to: string
  readonly children: ReactNode
  /** A download or another site's page: leaves the shell's own navigation. */
  readonly external?: boolean | undefined
}

/** A link that looks like a button: for going somewhere, so Ctrl+click works. */
export function ButtonLink({ to, look, small, icon, external, children }: ButtonLinkProps) {
  const content = (
    <>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </>
  )
  if (external) {
    return (
      <a href={to} className={className(look, small)}>
        {content}
      </a>
    )
  }
  return (
    <Link to={to} className={className(look, small)}>
      {content}
    </Link>
  )
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly icon: IconName
  /** Says what the button does; read aloud and shown as tooltip. */
  readonly label: string
}

export function IconButton({ icon, label, ...rest }: IconButtonProps) {
  return (
    <button type="button" {...rest} className="icon-button" aria-label={label} title={label}>
      <Icon name={icon} />
    </button>
  )
}

function className(look: Look['look'] = 'plain', small = false): string {
  return `btn btn-${look}${small ? ' btn-small' : ''}`
}
