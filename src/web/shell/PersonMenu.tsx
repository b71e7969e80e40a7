import { Link } from 'react-router'
import { Icon } from '../kit/Icon.tsx'
import { useSession } from '../session.ts'
import { signOut, switchPost } from '../sessionActs.ts'
import { useDisclosure } from './useDisclosure.ts'

/** Who one is, the posts one holds, and the way out. */
export function PersonMenu() {
  const { name, account, post, posts } = useSession()
  const { open, setOpen, box } = useDisclosure<HTMLDivElement>()
  return (
    <div ref={box} className="person">
      <button
        type="button"
        className="top-button person-button"
        aria-expanded={open}
        aria-controls="person-menu"
        onClick={() => setOpen(!open)}
      >
        <span className="person-face" aria-hidden="true">
          {[...name][0]}
        </span>
        <span className="person-words">
          <span>{name}</span>
          <small>{post?.title}</small>
        </span>
        <Icon name="down" size={0.9} />
      </button>
      {open && (
        <div id="person-menu" className="person-menu">
          <p className="person-who">
            <b>{name}</b>
            <span className="muted">账号 {account}</span>
          </p>
          <p className="person-heading">当前岗位</p>
          {posts.map(({ id, title, orgName, roleTitle }) => (
            <button
              key={id}
              type="button"
              className="person-item"
              aria-pressed={id === post?.id}
              onClick={() => void switchPost(id)}
            >
              <Icon name={id === post?.id ? 'check' : 'shield'} />
              <span>
                {title}
                <small>
                  {orgName} · {roleTitle}
                </small>
              </span>
            </button>
          ))}
          <div className="person-foot">
            <Link to="/account" className="person-item" onClick={() => setOpen(false)}>
              <Icon name="gear" />
              账号与安全
            </Link>
            <button type="button" className="person-item" onClick={() => void signOut()}>
              <Icon name="exit" />
              退出登录
            </button>
          </div>
        </div>
      )}
    </div>
  )
}
