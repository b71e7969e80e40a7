import { at } from '../random.ts'
import { org, type DemoOrg } from './org.ts'

/** An invented county; no province has a code that begins with 99. */
export const region = { name: '示范县', code: '990101' } as const

const townships: readonly (readonly [name: string, communities: readonly string[]])[] = [
  ['金秋街道', ['枫林社区', '银杏社区', '丹桂社区', '秋实社区', '观澜社区', '望月社区']],
  ['松柏街道', ['苍松社区', '翠柏社区', '长青社区', '听涛社区', '云杉社区', '青竹社区']],
  ['桑榆街道', ['晚晴社区', '霞光社区', '暮云社区', '柳岸社区', '荷塘社区', '清溪社区']],
  ['菊园镇', ['菊园社区', '东篱村', '南山村', '采菊村', '花圃村']],
  ['青石镇', ['青石社区', '石桥村', '石磨村', '石屏村']],
  ['白鹭镇', ['白鹭社区', '芦花村', '水湾村', '渔歌村', '沙洲村']],
  ['丰禾镇', ['丰禾社区', '稻香村', '麦田村', '谷场村']],
  ['云岭乡', ['云岭村', '梯田村', '茶园村', '竹海村']],
]

/** Subdistricts and townships, their communities and villages, and some grids. */
export function places(): { townships: DemoOrg[]; communities: DemoOrg[]; grids: DemoOrg[] } {
  const upper = townships.map(([name], index) => township(name, index))
  const communities = townships.flatMap(([, names], index) =>
    names.map((name, place) => community(at(upper, index), name, place)),
  )
  return { townships: upper, communities, grids: communities.slice(0, 8).flatMap(gridsOf) }
}

function township(name: string, index: number): DemoOrg {
  const regionCode = `${region.code}${String(index + 1).padStart(3, '0')}`
  return org({ key: `place:${name}`, parent: 'region', kind: 'subdistrict', name, regionCode })
}

function community(above: DemoOrg, name: string, index: number): DemoOrg {
  const regionCode = `${above.regionCode ?? ''}${String(index + 1).padStart(3, '0')}`
  const weight = above.name.endsWith('街道') ? 4 : 1
  return org({
    key: `community:${name}`,
    parent: above.key,
    kind: 'community',
    name,
    regionCode,
    weight,
    phone: `0999-990${String(1000 + (Number(regionCode.slice(-6)) % 1000))}`,
    address: `${above.name}${name}便民服务中心`,
  })
}

function gridsOf(place: DemoOrg): DemoOrg[] {
  return ['一', '二', '三'].map((number) =>
    org({
      key: `grid:${place.name}${number}`,
      parent: place.key,
      kind: 'grid',
      name: `${place.name}第${number}网格`,
    }),
  )
}
