import { expect, test } from 'vitest'
import { follow, growTree, leafOf, pathTo, rootOf, sm3 } from './merkle.ts'

const leaves = (count: number) => Array.from({ length: count }, (_, at) => leafOf(`行${at}`))

// GB/T 32905-2016 appendix A, both examples.
test('SM3 gives the digests of the standard', () => {
  const hex = (text: string) => sm3(Buffer.from(text)).toString('hex')
  expect(hex('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  expect(hex('abcd'.repeat(16))).toBe(
    'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
  )
})

test('a tree has the shape of RFC 6962: the left side is the largest power of two', () => {
  const [a, b, c] = leaves(3) as [Buffer, Buffer, Buffer]
  const node = (left: Buffer, right: Buffer) => sm3(Buffer.from([1]), left, right)
  expect(rootOf([a])).toEqual(a)
  expect(rootOf([a, b, c])).toEqual(node(node(a, b), c))
  const seven = leaves(7)
  const right = node(node(seven[4] as Buffer, seven[5] as Buffer), seven[6] as Buffer)
  expect(rootOf(seven)).toEqual(node(rootOf(seven.slice(0, 4)), right))
})

test('every leaf of trees of one to forty leaves is proved by its path', () => {
  for (let size = 1; size <= 40; size++) {
    const all = leaves(size)
    const root = rootOf(all)
    for (let at = 0; at < size; at++) {
      const path = pathTo(all, at)
      expect(follow(all[at] as Buffer, path)).toEqual(root)
      expect(follow(leafOf('另一行'), path)).not.toEqual(root)
    }
  }
})

test('a tree takes leaves one by one and counts them', () => {
  const tree = growTree()
  for (const leaf of leaves(1_000)) tree.add(leaf)
  expect(tree.count).toBe(1_000)
  expect(tree.root()).toEqual(rootOf(leaves(1_000)))
})
