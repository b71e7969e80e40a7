import { assessments } from './assessment.operations.ts'
import { checkUps } from './checkUp.operations.ts'
import { careEvents } from './event.operations.ts'
import { hospitals } from './hospital.operations.ts'
import { record } from './record.operations.ts'
import { stays } from './stay.operations.ts'
import { wards } from './ward.operations.ts'

/** 医疗与健康服务, and the events behind 六必访 (requirements C07, C08). */
export const health = {
  ...stays,
  ...careEvents,
  ...wards,
  ...checkUps,
  ...assessments,
  ...hospitals,
  ...record,
}
