import pg from 'pg'
import { fill } from './data/fill.ts'
const pool = new pg.Pool({ connectionString: process.argv[2], max: 12 })
const r = await fill(pool, Number(process.argv[3]), '2026-11-21')
console.log(r.people, r.seconds, process.memoryUsage().rss / 1e6)
await pool.end()
