/** Lets the browser keep the frame of the workbench, where it can; elsewhere an open page lives on by itself. */
export async function keepFrame(): Promise<boolean> {
  if (!isSecureContext || !('serviceWorker' in navigator)) return false
  return navigator.serviceWorker.register('/worker.js').then(
    () => true,
    () => false,
  )
}
