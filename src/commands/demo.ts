import { systemClock } from '#src/kernel/clock.ts'
import { openPool, type Database } from '#src/kernel/db.ts'
import { Refusal } from '#src/kernel/refusal.ts'
import { demoAccounts } from '#src/demo/accounts.ts'
import { holdFestival } from '#src/demo/festivals.ts'
import { giveAid } from '#src/demo/hardship.ts'
import { loadDemo } from '#src/demo/load.ts'
import { openPlatform, type Platform } from './platform.ts'
import { serveOn, stopSignal } from './serve.ts'

/** Serves the invented county from a data folder of its own, and prints its accounts. */
export async function demo(): Promise<number> {
  const stopping = stopSignal()
  const platform = await openPlatform('./data-demo')
  return serveOn(platform, stopping, async (address) => {
    await fill(platform)
    await demandDemo(platform.kernel.db)
    console.log('示范县：人物、单位、电话均为虚构，区划前缀 99；仅供试用，不启用第二因素')
    for (const { account, password, title, org } of demoAccounts)
      console.log(`account ${account} password ${password} post ${title} org ${org}`)
    console.log(`在浏览器打开 ${address}`)
  })
}

/** Only the invented county may be without second factors: real data is never served this way. */
async function demandDemo(db: Database): Promise<void> {
  const demo = db.selectFrom('setting').select('key').where('key', '=', 'demo')
  if (await demo.executeTakeFirst()) return
  const message = '这个数据库里是正式数据，不能当作演示启动。请用 npm start，或另设 DATA_DIR'
  throw new Refusal('conflict', 'demo.realData', message)
}

async function fill({ url, kernel }: Platform): Promise<void> {
  const pool = openPool(url, 2)
  try {
    const loaded = await loadDemo(pool, { today: systemClock.today(), vault: kernel.vault })
    if (!loaded) return
    await holdFestival(kernel)
    await giveAid(kernel)
  } finally {
    await pool.end()
  }
}
