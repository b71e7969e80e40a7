import { Button } from '../kit/Button.tsx'
import { Notice } from '../kit/bars.tsx'

interface RecoveryCodesProps {
  readonly codes: readonly string[]
  readonly action: string
  readonly onDone: () => void
}

/** Ten codes, each good for one sign-in without the phone; shown this once, to print. */
export function RecoveryCodes({ codes, action, onDone }: RecoveryCodesProps) {
  return (
    <div className="stack">
      <Notice tone="warn">
        恢复码只在这里显示一次，每个只能用一次。请打印或抄下，锁好，不要拍照外传。
      </Notice>
      <ol className="codes" aria-label="恢复码">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="submit-bar noprint">
        <Button look="primary" onClick={onDone}>
          {action}
        </Button>
        <Button icon="print" onClick={() => print()}>
          打印
        </Button>
      </div>
    </div>
  )
}
