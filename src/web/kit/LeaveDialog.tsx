import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'

interface LeaveDialogProps {
  readonly open: boolean
  readonly onStay: () => void
  readonly onLeave: () => void
}

/** Asks before what was typed is given up. */
export function LeaveDialog({ open, onStay, onLeave }: LeaveDialogProps) {
  return (
    <Dialog title="有没有保存的内容" open={open} onClose={onStay}>
      <div className="stack">
        <p>刚才填写的内容还没有保存，离开就没有了。</p>
        <div className="submit-bar">
          <Button look="primary" onClick={onStay}>
            继续填写
          </Button>
          <Button onClick={onLeave}>不保存，离开</Button>
        </div>
      </div>
    </Dialog>
  )
}
