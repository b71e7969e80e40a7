import { Link } from 'react-router'
import { Icon } from '../kit/Icon.tsx'
import mark from '../mark.svg'
import { useSession } from '../session.ts'
import { GlobalFind } from './GlobalFind.tsx'
import { PersonMenu } from './PersonMenu.tsx'
import { useTextSize } from './useTextSize.ts'

interface TopBarProps {
  readonly navOpen: boolean
  readonly onNav: () => void
}

export function TopBar({ navOpen, onNav }: TopBarProps) {
  const { demo } = useSession()
  const [size, setSize] = useTextSize()
  return (
    <header className="top noprint">
      <button
        type="button"
        className="top-button nav-toggle"
        aria-expanded={navOpen}
        aria-controls="nav"
        aria-label="导航菜单"
        onClick={onNav}
      >
        <Icon name={navOpen ? 'close' : 'menu'} size={1.5} />
      </button>
      <Link to="/" className="brand">
        <img src={mark} alt="" width="30" height="30" />
        <span>
          <b>重阳</b>
          <span className="brand-rest"> · 老干部工作平台</span>
        </span>
      </Link>
      <GlobalFind />
      {demo && (
        <span className="demo" title="演示数据，人员都是虚构的">
          演示
        </span>
      )}
      <button
        type="button"
        className="top-button size-toggle"
        aria-pressed={size === 'large'}
        onClick={() => setSize(size === 'large' ? 'normal' : 'large')}
      >
        大字
      </button>
      <PersonMenu />
    </header>
  )
}
