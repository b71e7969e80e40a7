/** What Chromium 80 lacks of what our libraries call; each is left alone where it exists. */
function add(target: object, name: string, value: unknown): void {
  if (name in target) return
  Object.defineProperty(target, name, { value, writable: true, configurable: true })
}

function at<T>(this: ArrayLike<T>, index: number): T | undefined {
  const place = Math.trunc(index) || 0
  return this[place < 0 ? place + this.length : place]
}

function findLastIndex<T>(this: readonly T[], test: (item: T, index: number) => boolean): number {
  for (let index = this.length - 1; index >= 0; index -= 1) {
    if (test(this[index] as T, index)) return index
  }
  return -1
}

function findLast<T>(this: readonly T[], test: (item: T, index: number) => boolean) {
  return this[findLastIndex.call(this, test as never)]
}

function replaceAll(this: string, what: string | RegExp, by: string): string {
  return typeof what === 'string' ? this.split(what).join(by) : this.replace(what, by)
}

function randomUUID(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

function replaceChildren(this: Element, ...nodes: (Node | string)[]): void {
  while (this.lastChild) this.removeChild(this.lastChild)
  this.append(...nodes)
}

function timeoutSignal(delay: number): AbortSignal {
  const controller = new AbortController()
  setTimeout(() => controller.abort(), delay)
  return controller.signal
}

// The content policy forbids making code from text; told so, zod does not try.
add(globalThis, '__zod_globalConfig', { jitless: true })

add(Array.prototype, 'at', at)
add(String.prototype, 'at', at)
add(Array.prototype, 'findLast', findLast)
add(Array.prototype, 'findLastIndex', findLastIndex)
add(Array.prototype, 'toSorted', function (this: unknown[], order?: () => number) {
  return [...this].sort(order)
})
add(Array.prototype, 'toReversed', function (this: unknown[]) {
  return [...this].reverse()
})
add(String.prototype, 'replaceAll', replaceAll)
add(Element.prototype, 'replaceChildren', replaceChildren)
add(Object, 'hasOwn', (target: object, key: PropertyKey) =>
  Object.prototype.hasOwnProperty.call(target, key),
)
add(crypto, 'randomUUID', randomUUID)
add(AbortSignal, 'timeout', timeoutSignal)
add(globalThis, 'structuredClone', (value: unknown) => JSON.parse(JSON.stringify(value)))
add(globalThis, 'reportError', (error: unknown) => {
  dispatchEvent(new ErrorEvent('error', { error, message: String(error) }))
})
add(
  globalThis,
  'WeakRef',
  class {
    readonly target: object
    constructor(target: object) {
      this.target = target
    }
    deref() {
      return this.target
    }
  },
)
