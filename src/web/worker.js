// Keeps the frame of the workbench, so that it opens without network. No answer of the server is kept.
const version = '__VERSION__'
const frame = '/index.html'
const files = [frame, ...__FILES__]

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(version)
      .then((cache) => cache.addAll(files))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name !== version).map((name) => caches.delete(name))),
      )
      .then(() => self.clients.claim()),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { pathname, origin } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin || pathname.startsWith('/api/')) return
  if (request.mode === 'navigate')
    event.respondWith(fetch(request).catch(() => caches.match(frame, { cacheName: version })))
  else if (files.includes(pathname))
    event.respondWith(
      caches.match(pathname, { cacheName: version }).then((kept) => kept || fetch(request)),
    )
})
