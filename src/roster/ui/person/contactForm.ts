import type { Contact } from './person.ts'

interface ContactValues {
  readonly phone?: string | null | undefined
  readonly address?: string | null | undefined
}

/** True when only a part of the number was shown: it is kept unless another is typed. */
export function isShownInPart(contact: Pick<Contact, 'phone'> | undefined): boolean {
  return contact?.phone?.includes('*') ?? false
}

/** What is sent of a changed contact: what was not shown and not typed stays as it is. */
export function sentOf<V extends ContactValues>(
  contact: Pick<Contact, 'phone' | 'address'> | undefined,
  values: V,
): V {
  const { phone, address, ...rest } = values
  return {
    ...rest,
    ...(!phone && isShownInPart(contact) ? {} : { phone }),
    ...(!address && !contact?.address ? {} : { address }),
  } as V
}
