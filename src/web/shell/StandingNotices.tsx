import { useState } from 'react'
import { daysBetween, formatDay } from '#src/kernel/day.ts'
import { call } from '../api.ts'
import { Notice } from '../kit/bars.tsx'
import { Button, ButtonLink } from '../kit/Button.tsx'
import { ConfirmDialog } from '../kit/Dialog.tsx'
import { useSession } from '../session.ts'
import { clockTime } from '../kit/moment.ts'
import { placeOf } from './place.ts'

/** What must be known on every page: vacant offices, and once after signing in, the sign-in before. */
export function StandingNotices() {
  const { vacantOffices, demo } = useSession()
  return (
    <>
      {vacantOffices.length > 0 && !demo && (
        <div className="standing noprint">
          <Notice tone="warn">
            <b>三员尚未配齐</b>：还缺{vacantOffices.join('、')}。由三人分别就任之前，请勿正式使用。
            已发链接的请本人尽快打开；未指定的，就任链接在启动程序的窗口里。
          </Notice>
        </div>
      )}
      <PasswordEnds />
      <LastSignIn />
    </>
  )
}

const saidDaysBefore = 14

/** Said two weeks before a password must be changed, where it must be at all. */
function PasswordEnds() {
  const { passwordEndsOn, today } = useSession()
  if (!passwordEndsOn || daysBetween(today, passwordEndsOn) > saidDaysBefore) return null
  return (
    <div className="standing noprint">
      <Notice
        tone="warn"
        actions={
          <ButtonLink small to="/account">
            去修改
          </ButtonLink>
        }
      >
        密码用到 {formatDay(passwordEndsOn)} 为止，从那天起登录后须先修改密码。
      </Notice>
    </div>
  )
}

const dismissedKey = 'lastSignInSeen'

/** Shows when and where one signed in before, until it is put away or disowned (ASVS 5.0 V6.3.5). */
function LastSignIn() {
  const { lastSignIn, demo } = useSession()
  const [seen, setSeen] = useState(() => sessionStorage.getItem(dismissedKey))
  const [asking, setAsking] = useState(false)
  if (!lastSignIn || demo || seen === lastSignIn.at) return null
  const putAway = () => {
    sessionStorage.setItem(dismissedKey, lastSignIn.at)
    setSeen(lastSignIn.at)
  }
  return (
    <div className="standing noprint">
      <Notice
        actions={
          <>
            <Button small onClick={() => setAsking(true)}>
              不是我
            </Button>
            <Button small onClick={putAway}>
              知道了
            </Button>
          </>
        }
      >
        上次登录：{clockTime(lastSignIn.at)}，{placeOf(lastSignIn.source)}
      </Notice>
      <NotMeDialog open={asking} onClose={() => setAsking(false)} />
    </div>
  )
}

interface NotMeDialogProps {
  readonly open: boolean
  readonly onClose: () => void
}

/** Somebody else was in: everything ends, and only a new link opens the account again. */
export function NotMeDialog({ open, onClose }: NotMeDialogProps) {
  return (
    <ConfirmDialog
      title="那次登录不是您本人？"
      open={open}
      onClose={onClose}
      action="不是我，立即停用密码"
      danger
      onConfirm={async () => {
        await call('session.notMe', {})
        location.assign('/sign-in?why=notMe')
      }}
    >
      <p>
        所有已登录的地方立即退出，现在的密码作废，安全管理员会收到通知。您需要向系统管理员要一个新的一次性链接，重设密码后才能再登录。
      </p>
    </ConfirmDialog>
  )
}
