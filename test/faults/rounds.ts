/** True in `npm run test:faults`, which repeats what `npm test` tries a few times. */
export const long = process.env['npm_lifecycle_event'] === 'test:faults'

/** How often to repeat: a few times with the other tests, many times in the long run. */
export function rounds(few: number, many: number): number {
  return long ? many : few
}
