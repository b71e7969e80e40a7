import { useQuery } from '@tanstack/react-query'
import * as z from 'zod'
import { FactorCode } from '#src/staff/account.ts'
import { call, type CallError, type OutputOf } from '../api.ts'
import { renewing } from '../identity.ts'
import { Form } from '../kit/Form.tsx'
import { SubmitBar } from '../kit/formParts.tsx'
import { Loaded } from '../kit/states.tsx'
import { TextField } from '../kit/textFields.tsx'

const Code = z.strictObject({ code: FactorCode.regex(/^[\d\s]{6,7}$/, '请填写 6 位数字') })

interface FactorStepsProps {
  /** Hears the recovery codes, which are shown this once. */
  readonly onBound: (recoveryCodes: readonly string[]) => void
}

/** Scan, or type the key; then prove it with a code. A new key is made each time this is opened. */
export function FactorSteps({ onBound }: FactorStepsProps) {
  const fresh = useQuery<OutputOf<'session.beginFactor'>, CallError>({
    queryKey: ['session.beginFactor'],
    queryFn: () => call('session.beginFactor', {}),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  return (
    <Loaded of={fresh} lines={8}>
      {({ qr, secret, account }) => (
        <div className="factor">
          <div className="factor-head">
            <div>
              <ol className="factor-steps">
                <li>在手机上安装任一验证器（支持 TOTP，如手机自带的密码管理、FreeOTP）。</li>
                <li>用验证器扫描二维码；不能扫描时，手工输入密钥。</li>
                <li>把验证器上显示的 6 位数字填在下面。</li>
              </ol>
              <p className="factor-key">
                <span className="muted">密钥</span> <code>{inGroups(secret)}</code>
              </p>
            </div>
            <img className="factor-picture" src={qr} alt={`账号 ${account} 的动态口令二维码`} />
          </div>
          <Form
            schema={Code}
            defaults={{ code: '' }}
            enter="submit"
            unguarded
            onSubmit={async ({ code }) => {
              const done = await renewing(call('session.completeFactor', { code }))
              onBound((done as unknown as { recoveryCodes: readonly string[] }).recoveryCodes)
            }}
          >
            <TextField
              name="code"
              label="动态口令"
              required
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={7}
              hint="数字约每 30 秒换一组"
            />
            <SubmitBar label="启用动态口令" />
          </Form>
        </div>
      )}
    </Loaded>
  )
}

function inGroups(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? secret
}
