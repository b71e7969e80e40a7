import { useEffect, useState } from 'react'

/** Browsers make no sound before the first press on a page. */
export function useAlarm(ringing: boolean): {
  on: boolean
  turnOn: () => void
  turnOff: () => void
} {
  const [sound, setSound] = useState<AudioContext>()
  useEffect(() => {
    if (!sound || !ringing) return undefined
    ring(sound)
    const timer = setInterval(() => ring(sound), 1_500)
    return () => clearInterval(timer)
  }, [sound, ringing])
  return {
    on: sound !== undefined,
    turnOn() {
      const made = new AudioContext()
      void made.resume()
      ring(made, 0.15)
      setSound(made)
    },
    turnOff() {
      void sound?.close()
      setSound(undefined)
    },
  }
}

/** Two tones that carry through a door. */
function ring(sound: AudioContext, seconds = 0.45): void {
  for (const [index, pitch] of [880, 660].entries()) {
    const from = sound.currentTime + index * seconds
    const tone = sound.createOscillator()
    const volume = sound.createGain()
    tone.frequency.value = pitch
    tone.type = 'square'
    volume.gain.setValueAtTime(0.2, from)
    volume.gain.exponentialRampToValueAtTime(0.001, from + seconds)
    tone.connect(volume).connect(sound.destination)
    tone.start(from)
    tone.stop(from + seconds)
  }
}
