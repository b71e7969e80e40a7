/** How a device signs: by the national or the international digest. */
export const algorithms = { 'hmac-sha256': 'HMAC-SHA256', 'hmac-sm3': 'HMAC-SM3' } as const
export type Algorithm = keyof typeof algorithms
