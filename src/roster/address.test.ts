import { expect, test } from 'vitest'
import { areaOf } from './address.ts'

test.each([
  ['示范县城关街道枫林社区3号楼2单元501室', '示范县城关街道枫林社区…'],
  ['示范县城关镇柳树村七组', '示范县城关镇柳树村…'],
  ['示范县城关街道幸福小区12栋', '示范县城关街道…'],
  ['中山路32号', '中山路…'],
  ['示范县老干部局宿舍', '示范县…'],
  ['枫林社区', '枫林社区'],
  ['3号楼', null],
  ['儿子家', null],
])('a list shows %s as %s', (address, area) => {
  expect(areaOf(address)).toBe(area)
})
