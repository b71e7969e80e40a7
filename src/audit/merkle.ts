import { hash } from 'node:crypto'

const leafMark = Buffer.from([0])
const nodeMark = Buffer.from([1])

/** SM3 (GB/T 32905-2016) over the parts, one after another. */
export function sm3(...parts: readonly Uint8Array[]): Buffer {
  return hash('sm3', Buffer.concat(parts), 'buffer')
}

/** The leaf of one canonical line. */
export function leafOf(line: string): Buffer {
  return sm3(leafMark, Buffer.from(line))
}

/** A tree in the shape of RFC 6962 2.1 that keeps only its open branches, however many leaves it takes. */
export function growTree() {
  const branches: { readonly size: number; readonly hash: Buffer }[] = []
  let count = 0
  return {
    get count() {
      return count
    },
    add(leaf: Buffer): void {
      count += 1
      let grown = { size: 1, hash: leaf }
      while (branches.at(-1)?.size === grown.size) {
        const left = branches.pop() as typeof grown
        grown = { size: left.size * 2, hash: nodeOf(left.hash, grown.hash) }
      }
      branches.push(grown)
    },
    root(): Buffer {
      if (count === 0) return sm3()
      return branches.map(({ hash }) => hash).reduceRight((right, left) => nodeOf(left, right))
    },
  }
}

export interface ProofStep {
  readonly side: 'left' | 'right'
  readonly hash: string
}

/** The neighbours, from the leaf up, that lead from one leaf to the root (RFC 6962 2.1.1). */
export function pathTo(leaves: readonly Buffer[], index: number): ProofStep[] {
  if (leaves.length <= 1) return []
  const split = 2 ** Math.ceil(Math.log2(leaves.length) - 1)
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)]
  if (index < split)
    return [...pathTo(left, index), { side: 'right', hash: rootOf(right).toString('hex') }]
  return [...pathTo(right, index - split), { side: 'left', hash: rootOf(left).toString('hex') }]
}

/** The root that a leaf and its neighbours lead to. */
export function follow(leaf: Buffer, path: readonly ProofStep[]): Buffer {
  return path.reduce((reached, { side, hash: hex }) => {
    const neighbour = Buffer.from(hex, 'hex')
    return side === 'left' ? nodeOf(neighbour, reached) : nodeOf(reached, neighbour)
  }, leaf)
}

/** The root of a tree over leaves that are already digests, as RFC 6962 2.1 builds it. */
export function rootOf(leaves: readonly Buffer[]): Buffer {
  const tree = growTree()
  for (const leaf of leaves) tree.add(leaf)
  return tree.root()
}

function nodeOf(left: Buffer, right: Buffer): Buffer {
  return sm3(nodeMark, left, right)
}
