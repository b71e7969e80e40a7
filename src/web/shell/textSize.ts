const key = 'textSize'

/** The size chosen last on this machine, so that the first paint is already right. */
export function rememberedTextSize(): 'normal' | 'large' {
  return localStorage.getItem(key) === 'large' ? 'large' : 'normal'
}

export function rememberTextSize(size: 'normal' | 'large'): void {
  localStorage.setItem(key, size)
}
