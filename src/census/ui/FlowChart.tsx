import { useOverflow } from '#src/web/kit/useOverflow.ts'

interface FlowChartProps {
  readonly years: readonly { readonly year: number; readonly came: number; readonly went: number }[]
}

const step = 96
const height = 120
const base = 96
const room = 76

/** Two bars a year: who came, who left. The figures stand over the bars, so that colour is not needed. */
export function FlowChart({ years }: FlowChartProps) {
  const most = Math.max(1, ...years.flatMap(({ came, went }) => [came, went]))
  const words = years.map(({ year, came, went }) => `${year} 年新增 ${came} 人、减少 ${went} 人`)
  const width = years.length * step
  const { scroller, overflows } = useOverflow()
  return (
    <div ref={scroller} className="table-scroll" tabIndex={overflows ? 0 : undefined}>
      <svg
        role="img"
        aria-label={words.join('；')}
        viewBox={`0 0 ${width} ${height}`}
        width={`${width / 14}rem`}
        height={`${height / 14}rem`}
        fontSize="12"
        textAnchor="middle"
        fill="currentColor"
      >
        <line x1="0" x2={width} y1={base} y2={base} stroke="#dde2e7" />
        {years.map(({ year, came, went }, index) => {
          const x = index * step + step / 2
          return (
            <g key={year}>
              <Bar x={x - 26} value={came} most={most} fill="#2c8a47" sign="+" />
              <Bar x={x + 2} value={went} most={most} fill="#b8473e" sign="−" />
              <text x={x} y={height - 6}>
                {year}
              </text>
            </g>
          )
        })}
      </svg>
    </div>
  )
}

interface BarProps {
  readonly x: number
  readonly value: number
  readonly most: number
  readonly fill: string
  readonly sign: string
}

function Bar({ x, value, most, fill, sign }: BarProps) {
  const tall = value > 0 ? Math.max(2, (value / most) * room) : 0
  return (
    <>
      <rect x={x} y={base - tall} width="24" height={tall} fill={fill} />
      <text x={x + 12} y={base - tall - 4}>
        {value > 0 ? `${sign}${value.toLocaleString('zh-CN')}` : '0'}
      </text>
    </>
  )
}
